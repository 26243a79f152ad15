namespace Orleans.TaskFlow.Cli;

/// <summary>A store that is ready for a command.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private const string OtherTool = "Orleans.TaskFlow.Cli.Cluster";
    private const string OfTheOtherTool = "mysql";

    private readonly IBackend _backend;

    private OpenStore(IBackend backend)
    {
        _backend = backend;
        Connection = backend.Connect();
    }

    public string Description => _backend.Description;

    public IConnection Connection { get; }

    /// <summary>What runs flows there; <see langword="null"/> if this process has to.</summary>
    public IFlowCluster? Cluster => _backend as IFlowCluster;

    /// <summary>A store that has to be there and current: a command that only looks should not make one where a URI was mistyped.</summary>
    public static Task<OpenStore> ExistingAsync(string uri, CancellationToken cancellationToken) =>
        OpenAsync(uri, store => store.Connection.ValidateAsync(cancellationToken));

    /// <summary>A store that is made, or brought up to date, where need be.</summary>
    public static Task<OpenStore> UpgradedAsync(string uri, CancellationToken cancellationToken) =>
        OpenAsync(uri, store => store.Connection.UpgradeAsync(cancellationToken));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private static async Task<OpenStore> OpenAsync(string uri, Func<OpenStore, Task> prepare)
    {
        var store = new OpenStore(Fetch(uri));
        try
        {
            await prepare(store);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static IBackend Fetch(string uri)
    {
        try
        {
            return Backends.Fetch(uri);
        }
        catch (NotFoundException error) when (!Backends.Names.Contains(OfTheOtherTool))
        {
            throw new UsageException($"{error.Message} (MySQL, MariaDB and clusters: dotnet tool install {OtherTool}, in place of this tool.)", error);
        }
        catch (Exception error) when (error is ArgumentException or NotFoundException)
        {
            throw new UsageException(error.Message, error);
        }
    }
}
