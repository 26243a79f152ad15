namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A store whose writers are killed.</summary>
internal abstract class KilledStore
{
    /// <summary>Where it is.</summary>
    public abstract string Uri { get; }

    /// <summary>Looks at it as a writer has left it that was killed, before anybody opens it; nothing of his is under way any more.</summary>
    public abstract Task CheckAsync();
}
