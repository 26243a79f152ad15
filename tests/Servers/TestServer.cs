namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A database server: one that the tests started and may stop, kill and start again, or one that the environment names.</summary>
public abstract class TestServer : IAsyncDisposable
{
    private readonly ServerProcess? _process;

    private protected TestServer(ServerProcess? process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>Where it listens, on 127.0.0.1 if the tests started it.</summary>
    public int Port { get; }

    /// <summary>What it keeps, its log included, is below this folder; null if the environment names the server.</summary>
    public string? Folder => _process?.Folder.Path;

    /// <summary>The disk that its data is on, if it was started on one of limited size.</summary>
    public SmallDisk? Disk { get; internal init; }

    /// <summary>Whether it can be stopped, killed, paused and started again: false if the environment names the server.</summary>
    public bool CanRestart => _process is not null;

    /// <summary>To the server, with the database that every test may use, as its .NET driver takes it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The same as an address.</summary>
    public abstract string Uri { get; }

    /// <summary>What it is, and the variable that can name another, for messages.</summary>
    private protected abstract string Description { get; }

    private protected ServerProcess Own => _process
        ?? throw new NotSupportedException($"{Description}: it is not the tests' to stop, pause, kill or start. Unset the variable.");

    /// <summary>Creates a database (with ZooKeeper: a node) that a test has to itself.</summary>
    /// <param name="name">Lower-case letters, digits and underscores; null for one that nobody has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<ServerDatabase> CreateDatabaseAsync(string? name = null, CancellationToken cancellationToken = default);

    /// <summary>Stops it in order, as its operator would.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => Own.StopAsync(cancellationToken);

    /// <summary>Kills all its processes with SIGKILL, in the middle of whatever they do.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => Own.KillAsync(cancellationToken);

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="KillAsync"/>, on the same folder and port, and waits until it answers.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => Own.StartAsync(AnswersAsync, cancellationToken);

    /// <summary>Makes it stop answering, with its connections open (SIGSTOP), until <see cref="ResumeAsync"/>.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => Own.SignalAsync("STOP", cancellationToken);

    /// <summary>Makes it answer again after <see cref="PauseAsync"/>.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => Own.SignalAsync("CONT", cancellationToken);

    /// <summary>Ends it and removes its folder. One that the environment names is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it serves requests.</summary>
    private protected abstract Task<bool> AnswersAsync(CancellationToken cancellationToken);

    private protected static string FreshName() => $"test_{Guid.NewGuid():N}";
}
