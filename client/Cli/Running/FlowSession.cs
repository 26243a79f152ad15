using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Cli;

/// <summary>A store with what runs flows on it: this process, with the flows of an assembly, or a cluster, with its own.</summary>
internal sealed class FlowSession : IAsyncDisposable
{
    private readonly IAsyncDisposable _owner;

    private FlowSession(IAsyncDisposable owner, IFlowRunner runner, IConnection connection) =>
        (_owner, Runner, Connection) = (owner, runner, connection);

    public IFlowRunner Runner { get; }

    public IConnection Connection { get; }

    /// <param name="options">What was written.</param>
    /// <param name="backend">Says which store.</param>
    /// <param name="flows">Says which assembly.</param>
    /// <param name="parallel">Says how many atoms are called at the same time.</param>
    /// <param name="makeStore">Whether a store that is not there is made.</param>
    /// <param name="cancellationToken">Ends the waiting for the store.</param>
    public static async Task<FlowSession> OpenAsync(
        ParseResult options, BackendOption backend, FlowsOption flows, Option<int> parallel, bool makeStore, CancellationToken cancellationToken)
    {
        string uri = backend.Uri(options);
        OpenStore store = makeStore ? await OpenStore.UpgradedAsync(uri, cancellationToken) : await OpenStore.ExistingAsync(uri, cancellationToken);
        try
        {
            if (store.Cluster is { } cluster)
            {
                if (options.GetResult(flows) is not null || options.GetResult(parallel) is { Implicit: false })
                {
                    throw new UsageException("--flows and --parallel are for stores that this process runs flows on; a cluster's silos have flows and settings of their own");
                }

                return new FlowSession(store, await cluster.ReachRunnerAsync(cancellationToken), store.Connection);
            }
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }

        // Only looked at: what runs flows opens the store once more, as it is to be used.
        await store.DisposeAsync();
        int degree = options.GetValue(parallel);
        ServiceProvider services = ModuleServices.Of(
            flows.Path(options),
            collection => collection.AddTaskFlow(settings => (settings.Connection, settings.Runner.Engine.MaxDegreeOfParallelism) = (uri, degree)));
        return new FlowSession(
            services, services.GetRequiredService<IFlowRunner>(), services.GetRequiredService<IFlowStorageFactory>().Backend.Connect());
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
