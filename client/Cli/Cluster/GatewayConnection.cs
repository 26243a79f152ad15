using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow.Cli;

/// <summary>Hands every call on to the cluster, which the first one connects to.</summary>
internal sealed class GatewayConnection(GatewayBackend backend) : IConnection
{
    public async Task UpgradeAsync(CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).UpgradeAsync(cancellationToken);

    public async Task ValidateAsync(CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).ValidateAsync(cancellationToken);

    public async Task ClearAllAsync(CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).ClearAllAsync(cancellationToken);

    public async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).SaveLogBookAsync(book, cancellationToken);

    public async Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).DestroyLogBookAsync(uuid, cancellationToken);

    public async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).UpdateFlowDetailsAsync(flow, cancellationToken);

    public async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).UpdateAtomDetailsAsync(atom, cancellationToken);

    public IAsyncEnumerable<LogBook> GetLogBooksAsync(bool lazy = false, CancellationToken cancellationToken = default) =>
        ListAsync(cluster => cluster.GetLogBooksAsync(lazy, cancellationToken), cancellationToken);

    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).GetLogBookAsync(uuid, lazy, cancellationToken);

    public IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(string bookUuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        ListAsync(cluster => cluster.GetFlowsForBookAsync(bookUuid, lazy, cancellationToken), cancellationToken);

    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).GetFlowDetailsAsync(uuid, lazy, cancellationToken);

    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) =>
        await (await ReachAsync(cancellationToken)).GetAtomDetailsAsync(uuid, cancellationToken);

    public IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        ListAsync(cluster => cluster.GetAtomsForFlowAsync(flowUuid, cancellationToken), cancellationToken);

    private ValueTask<IConnection> ReachAsync(CancellationToken cancellationToken) => backend.ReachAsync(cancellationToken);

    private async IAsyncEnumerable<T> ListAsync<T>(
        Func<IConnection, IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T item in list(await ReachAsync(cancellationToken)))
        {
            yield return item;
        }
    }
}
