namespace Orleans.TaskFlow;

/// <summary>The lock of a folder, held until this is disposed.</summary>
internal sealed class DirectoryLease(IDisposable held, bool exclusive) : IDisposable
{
    /// <summary>Whether it is a writer's; others may read at the same time if not.</summary>
    public bool IsExclusive => exclusive;

    public void Dispose() => held.Dispose();
}
