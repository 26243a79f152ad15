namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A store whose server ends and starts again while flows write to it.</summary>
internal abstract class RestartedStore : IAsyncDisposable
{
    /// <summary>The one backend through which all flows are written.</summary>
    public abstract IBackend Backend { get; }

    /// <summary>Opens a flow through it, with the patience that outlives a restart.</summary>
    public abstract Task<IFlowStorage> OpenAsync(string flow);

    /// <summary>A backend of somebody else on the same store.</summary>
    public abstract IBackend Another();

    /// <summary>Kills the server with SIGKILL.</summary>
    public abstract Task KillAsync();

    /// <summary>Stops it as its operator would.</summary>
    public abstract Task StopAsync();

    /// <summary>Starts it again.</summary>
    public abstract Task StartAgainAsync();

    public abstract ValueTask DisposeAsync();
}
