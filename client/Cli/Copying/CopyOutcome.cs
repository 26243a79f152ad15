namespace Orleans.TaskFlow.Cli;

/// <summary>What became of one logbook.</summary>
internal enum CopyOutcome
{
    /// <summary>It was not there, and is now.</summary>
    Copied,

    /// <summary>It was there already, just so.</summary>
    Same,

    /// <summary>An earlier copy had been stopped; it is whole now.</summary>
    Completed,

    /// <summary>Another one was there, and was replaced, as was asked for.</summary>
    Replaced,

    /// <summary>Another one is there, and stays.</summary>
    Refused,

    /// <summary>It could not be copied, or what was read back is not what was written.</summary>
    Failed,
}
