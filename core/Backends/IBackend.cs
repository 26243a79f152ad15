namespace Orleans.TaskFlow;

/// <summary>
/// Where logbooks are kept: memory, a SQL database, or a cluster of grains (the seeds' <c>Backend</c>). Owns what it needs
/// to get there; disposing it lets that go, and its connections are of no use any more.
/// </summary>
/// <remarks>Safe for use by many threads. A backend that fails to open something says so at the first call on a connection.</remarks>
public interface IBackend : IAsyncDisposable
{
    /// <summary>What this is, for messages and logs: such as <c>sqlite /data/flows.db</c>. Never holds a secret.</summary>
    string Description { get; }

    /// <summary>A connection to it. Costs nothing; take one for each piece of work, and do not share it between flows.</summary>
    /// <exception cref="ObjectDisposedException">The backend was disposed.</exception>
    IConnection Connect();
}
