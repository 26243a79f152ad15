using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Reads and writes one shelf; every call takes its turn as a whole.</summary>
public sealed class ShelfConnection(Shelf shelf, string description) : IConnection
{
    public Task UpgradeAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ValidateAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ClearAllAsync(CancellationToken cancellationToken = default) => InTurn(
        () =>
        {
            shelf.Clear();
            return true;
        },
        cancellationToken);

    public Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default) => InTurn(
        () =>
        {
            shelf.Put(new ShelfSave(shelf).Merged(book));
            return true;
        },
        cancellationToken);

    public Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) => InTurn(
        () => shelf.Remove(uuid) ? true : throw Missing("logbook", uuid), cancellationToken);

    public Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default) => InTurn(
        () =>
        {
            LogBook book = shelf.BookByFlow.GetValueOrDefault(flow.Uuid) ?? throw Missing("flow", flow.Uuid);
            LogBook part = book.Copy(retainContents: false);
            part.Add(flow);
            LogBook merged = new ShelfSave(shelf).Merged(part.Merge(book));
            shelf.Put(merged);

            FlowDetail stored = merged.Find(flow.Uuid)!;
            FlowDetail result = stored.Copy(retainContents: false);
            foreach (AtomDetail atom in flow)
            {
                result.Add(stored.Find(atom.Uuid)!.Copy());
            }

            return result;
        },
        cancellationToken);

    public Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) => InTurn(
        () =>
        {
            FlowDetail flow = shelf.FlowByAtom.GetValueOrDefault(atom.Uuid) ?? throw Missing("atom", atom.Uuid);
            AtomDetail merged = ShelfSave.Merged(flow.Find(atom.Uuid), atom);
            flow.Add(merged);
            return merged.Copy();
        },
        cancellationToken);

    public async IAsyncEnumerable<LogBook> GetLogBooksAsync(
        bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (LogBook book in await InTurn(() => shelf.Books.Values.Select(book => ShelfSave.Copy(book, lazy)).ToList(), cancellationToken))
        {
            yield return book;
        }
    }

    public Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) => InTurn(
        () => ShelfSave.Copy(shelf.Books.GetValueOrDefault(uuid) ?? throw Missing("logbook", uuid), lazy), cancellationToken);

    public async IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (FlowDetail flow in await InTurn(
            () => (shelf.Books.GetValueOrDefault(bookUuid) ?? Enumerable.Empty<FlowDetail>()).Select(flow => ShelfSave.Copy(flow, lazy)).ToList(), cancellationToken))
        {
            yield return flow;
        }
    }

    public Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) => InTurn(
        () => ShelfSave.Copy(FlowAt(uuid) ?? throw Missing("flow", uuid), lazy), cancellationToken);

    public Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) => InTurn(
        () => (shelf.FlowByAtom.GetValueOrDefault(uuid)?.Find(uuid) ?? throw Missing("atom", uuid)).Copy(), cancellationToken);

    public async IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (AtomDetail atom in await InTurn(() => (FlowAt(flowUuid) ?? Enumerable.Empty<AtomDetail>()).Select(atom => atom.Copy()).ToList(), cancellationToken))
        {
            yield return atom;
        }
    }

    private FlowDetail? FlowAt(string uuid) => shelf.BookByFlow.GetValueOrDefault(uuid)?.Find(uuid);

    private NotFoundException Missing(string subject, string uuid) => new($"There is no {subject} '{uuid}' in {description}.");

    // A failed call is a failed task, as it is where a store is far away.
    private async Task<T> InTurn<T>(Func<T> call, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        lock (shelf.Turn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return call();
        }
    }
}
