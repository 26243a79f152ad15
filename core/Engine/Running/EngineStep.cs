namespace Orleans.TaskFlow;

/// <summary>What an engine has just done, when it is run step by step.</summary>
public enum EngineStep
{
    /// <summary>Looked at what an earlier run left.</summary>
    Resuming,

    /// <summary>Started atoms that were ready.</summary>
    Scheduling,

    /// <summary>Waited for atoms that were called, and saved what came back.</summary>
    Waiting,

    /// <summary>Dealt with failures, and looked for atoms that have become ready.</summary>
    Analyzing,

    /// <summary>Ended the run: the flow's state says how.</summary>
    Ended,
}
