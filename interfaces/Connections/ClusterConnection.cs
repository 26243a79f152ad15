using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>Reads and writes the records of a cluster through their grains.</summary>
/// <param name="grains">Finds them.</param>
/// <param name="known">The revisions to expect; null to merge into whatever is there.</param>
/// <param name="limit">How much a call may carry.</param>
internal sealed class ClusterConnection(IGrainFactory grains, KnownRevisions? known, MessageLimit limit) : IConnection
{
    // How many grains are asked at once for what an enumeration will give next.
    private const int ReadAhead = 32;

    private readonly GrainsOf<ILogBookGrain> _books = new(grains);
    private readonly GrainsOf<IFlowDetailGrain> _flows = new(grains);
    private readonly GrainsOf<IAtomDetailGrain> _atoms = new(grains);
    private readonly GrainsOf<ILogBookCatalogueGrain> _catalogue = new(grains);

    public Task UpgradeAsync(CancellationToken cancellationToken = default)
    {
        // The stores are the silos' own: they are upgraded where a silo starts.
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task ValidateAsync(CancellationToken cancellationToken = default) => ClusterCalls.WriteAsync(
        static grain => grain.CheckAsync(), Catalogue(0), static _ => "The catalogue of logbooks", cancellationToken);

    public async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        await foreach (string uuid in BookUuidsAsync(cancellationToken))
        {
            try
            {
                await DestroyLogBookAsync(uuid, cancellationToken);
            }
            catch (NotFoundException)
            {
                // Somebody else has destroyed it since it was listed, or it was never completed.
            }
        }
    }

    public Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        limit.Check(
            MessageLimit.SizeOf(book),
            $"Logbook '{FlowContents.Shown(book.Name)}' ({book.Uuid})",
            "Save it in parts: flows and atoms that are not in the object given stay as they are.");
        return ClusterCalls.WriteAsync(
            static call => call.Grain.SaveAsync(new BookWrite { Book = call.Book }),
            (Grain: Book(book.Uuid), Book: Copies.Of(book)),
            static call => $"Logbook '{call.Book.Name}' ({call.Book.Uuid})",
            cancellationToken);
    }

    public Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) => ClusterCalls.WriteAsync(
        static call => call.Grain.DestroyAsync(),
        (Grain: Book(uuid), Uuid: uuid),
        static call => $"Logbook {call.Uuid}",
        cancellationToken);

    public async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        limit.Check(
            MessageLimit.SizeOf(flow),
            $"Flow '{FlowContents.Shown(flow.Name)}' ({flow.Uuid})",
            "Save it in parts: atoms that are not in the object given stay as they are.");
        FlowDetail sent = Copies.Of(flow);
        var write = new FlowWrite
        {
            Flow = sent,
            ListOnly = known is not null,
            ExpectedRevision = known?.OfFlow(flow.Uuid),
            Writer = known?.Writer,
        };
        FlowReceipt receipt = await ClusterCalls.WriteAsync(
            static call => call.Grain.UpdateAsync(call.Write),
            (Grain: Flow(flow.Uuid), Write: write),
            static call => $"Flow '{call.Write.Flow.Name}' ({call.Write.Flow.Uuid})",
            cancellationToken);
        var stored = new FlowDetail(receipt.Name, flow.Uuid) { State = sent.State, Meta = sent.Meta };
        known?.NoteFlow(flow.Uuid, receipt.Revision);
        foreach (var (atom, written) in sent.Zip(receipt.Atoms))
        {
            stored.Add(Stored(atom, written));
            known?.NoteAtom(atom.Uuid, written.FlowUuid, written.Revision);
        }

        return stored;
    }

    public async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atom);
        limit.Check(
            MessageLimit.SizeOf(atom),
            $"The record of atom '{FlowContents.Shown(atom.Name)}' ({atom.Uuid})",
            "Keep large results elsewhere, and save where they are.");
        AtomDetail sent = atom.Copy();
        var write = new AtomWrite
        {
            Detail = sent,
            FlowUuid = known?.FlowOfAtom(atom.Uuid) ?? atom.FlowUuid,
            ExpectedRevision = known?.OfAtom(atom.Uuid),
            Writer = known?.Writer,
        };
        AtomReceipt receipt = await ClusterCalls.WriteAsync(
            static call => call.Grain.UpdateAsync(call.Write),
            (Grain: Atom(atom.Uuid), Write: write),
            static call => $"Atom '{call.Write.Detail.Name}' ({call.Write.Detail.Uuid})",
            cancellationToken);
        known?.NoteAtom(atom.Uuid, receipt.FlowUuid, receipt.Revision);
        return Stored(sent, receipt);
    }

    public async IAsyncEnumerable<LogBook> GetLogBooksAsync(
        bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string uuid in BookUuidsAsync(cancellationToken))
        {
            LogBook book;
            try
            {
                book = await GetLogBookAsync(uuid, lazy, cancellationToken);
            }
            catch (NotFoundException)
            {
                // Listed, but not there yet or not any more.
                continue;
            }

            yield return book;
        }
    }

    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        BookSnapshot read = await ReadBookAsync(uuid, cancellationToken);
        LogBook book = read.Book.Copy();
        if (lazy)
        {
            return book;
        }

        await foreach (FlowDetail flow in FlowsAsync(read, lazy: false, cancellationToken))
        {
            book.Add(flow);
        }

        // Adding notes the time, but nothing was added here that was not there before. A book with flows has some time of update.
        book.UpdatedAt = read.Book.UpdatedAt ?? book.UpdatedAt;
        return book;
    }

    public async IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<FlowDetail> flows = [];
        try
        {
            BookSnapshot book = await ReadBookAsync(bookUuid, cancellationToken);
            await foreach (FlowDetail flow in FlowsAsync(book, lazy, cancellationToken))
            {
                flows.Add(flow);
            }
        }
        catch (NotFoundException)
        {
            // There is no such logbook, or there was one that somebody destroys just now.
            yield break;
        }

        foreach (FlowDetail flow in flows)
        {
            yield return flow;
        }
    }

    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        IFlowDetailGrain grain = Flow(uuid);
        FlowSnapshot read = await ClusterCalls.ReadAsync(
            static call => call.Grain.ReadAsync(), (Grain: grain, Uuid: uuid), static call => $"Flow {call.Uuid}", cancellationToken);
        known?.NoteFlow(uuid, read.Revision);
        FlowDetail flow = read.Flow.Copy();
        while (!lazy && flow.Count < read.AtomCount)
        {
            var atoms = await ClusterCalls.ReadAsync(
                static call => call.Grain.ReadAtomsAsync(call.Count),
                (Grain: grain, Uuid: uuid, flow.Count),
                static call => $"Flow {call.Uuid}",
                cancellationToken);
            if (atoms.IsEmpty)
            {
                throw new StorageFailureException(
                    $"Flow '{FlowContents.Shown(flow.Name)}' ({uuid}) was not read: meanwhile it was destroyed and made again with fewer atoms. Read it again.");
            }

            // What was added since the flow's own record was read is not part of what is returned.
            foreach (AtomRecord atom in atoms.Take(read.AtomCount - flow.Count))
            {
                known?.NoteListed(atom.Detail.Uuid, atom.FlowUuid, atom.Revision);
                flow.Add(Read(atom));
            }
        }

        return flow;
    }

    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default)
    {
        AtomRecord read = await ClusterCalls.ReadAsync(
            static call => call.Grain.ReadAsync(call.FlowUuid),
            (Grain: Atom(uuid), Uuid: uuid, FlowUuid: known?.FlowOfAtom(uuid)),
            static call => $"Atom {call.Uuid}",
            cancellationToken);
        known?.NoteAtom(uuid, read.FlowUuid, read.Revision);
        return Read(read);
    }

    public async IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FlowDetail flow;
        try
        {
            flow = await GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken);
        }
        catch (NotFoundException)
        {
            yield break;
        }

        foreach (AtomDetail atom in flow)
        {
            yield return atom;
        }
    }

    // What a grain gave belongs to it, within a silo: the caller gets a copy.
    private static AtomDetail Read(AtomRecord record)
    {
        AtomDetail detail = record.Detail.Copy();
        detail.FlowUuid = record.FlowUuid;
        return detail;
    }

    private static AtomDetail Stored(AtomDetail sent, AtomReceipt receipt)
    {
        AtomDetail stored = sent.Name == receipt.Name
            ? sent.Copy()
            : AtomDetailDocument.New(sent.Kind, receipt.Name, sent.Uuid).Update(sent);
        stored.RevertResults = receipt.RevertResults ?? stored.RevertResults;
        stored.FlowUuid = receipt.FlowUuid;
        return stored;
    }

    private Task<BookSnapshot> ReadBookAsync(string uuid, CancellationToken cancellationToken) => ClusterCalls.ReadAsync(
        static call => call.Grain.ReadAsync(), (Grain: Book(uuid), Uuid: uuid), static call => $"Logbook {call.Uuid}", cancellationToken);

    private async IAsyncEnumerable<FlowDetail> FlowsAsync(
        BookSnapshot book, bool lazy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] uuids in book.FlowUuids.Chunk(ReadAhead))
        {
            foreach (FlowDetail flow in await Task.WhenAll(uuids.Select(uuid => GetFlowDetailsAsync(uuid, lazy, cancellationToken))))
            {
                yield return flow;
            }
        }
    }

    private async IAsyncEnumerable<string> BookUuidsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, GrainKeys.CatalogueShards).Select(shard => ClusterCalls.ReadAsync(
            static grain => grain.ReadAsync(), Catalogue(shard), static _ => "The catalogue of logbooks", cancellationToken)));
        foreach (string uuid in shards.SelectMany(uuids => uuids))
        {
            yield return uuid;
        }
    }

    private ILogBookGrain Book(string uuid) => _books[GrainKeys.Of(uuid)];

    private IFlowDetailGrain Flow(string uuid) => _flows[GrainKeys.Of(uuid)];

    private IAtomDetailGrain Atom(string uuid) => _atoms[GrainKeys.Of(uuid)];

    private ILogBookCatalogueGrain Catalogue(int shard) => _catalogue[GrainKeys.Catalogue(shard)];
}
