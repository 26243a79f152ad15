using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>A connection that has the schema upgraded before its first call, unless that call is about the schema itself.</summary>
internal sealed class UpgradedConnection(IConnection connection, SchemaUpgrade upgrade) : IConnection
{
    public Task UpgradeAsync(CancellationToken cancellationToken = default) => connection.UpgradeAsync(cancellationToken);

    public Task ValidateAsync(CancellationToken cancellationToken = default) => connection.ValidateAsync(cancellationToken);

    public async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        await connection.ClearAllAsync(cancellationToken);
    }

    public async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        await connection.SaveLogBookAsync(book, cancellationToken);
    }

    public async Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        await connection.DestroyLogBookAsync(uuid, cancellationToken);
    }

    public async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        return await connection.UpdateFlowDetailsAsync(flow, cancellationToken);
    }

    public async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        return await connection.UpdateAtomDetailsAsync(atom, cancellationToken);
    }

    public IAsyncEnumerable<LogBook> GetLogBooksAsync(bool lazy = false, CancellationToken cancellationToken = default) =>
        AfterUpgrade(connection.GetLogBooksAsync(lazy, cancellationToken), cancellationToken);

    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        return await connection.GetLogBookAsync(uuid, lazy, cancellationToken);
    }

    public IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        AfterUpgrade(connection.GetFlowsForBookAsync(bookUuid, lazy, cancellationToken), cancellationToken);

    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        return await connection.GetFlowDetailsAsync(uuid, lazy, cancellationToken);
    }

    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default)
    {
        await upgrade.EnsureAsync(cancellationToken);
        return await connection.GetAtomDetailsAsync(uuid, cancellationToken);
    }

    public IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        AfterUpgrade(connection.GetAtomsForFlowAsync(flowUuid, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<TRecord> AfterUpgrade<TRecord>(
        IAsyncEnumerable<TRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await upgrade.EnsureAsync(cancellationToken);
        await foreach (TRecord record in records.WithCancellation(cancellationToken))
        {
            yield return record;
        }
    }
}
