namespace Orleans.TaskFlow.Cli;

/// <summary>
/// Writes a logbook into another store, so that it can be stopped at any point and started again: a small one in one call, which is
/// there or not; a large one marked (<see cref="CopyMark"/>) until its last call. What was written is read back and compared.
/// </summary>
/// <param name="target">Where to.</param>
/// <param name="source">Where from, for people.</param>
/// <param name="replace">Whether another logbook of the same uuid is to be destroyed first.</param>
internal sealed class BookCopy(IConnection target, string source, bool replace)
{
    // What every store takes in one call: ZooKeeper's are the tightest, with 1 MiB for all that changes together.
    private const long BytesTogether = 256 * 1024;
    private const int AtomsTogether = 500;

    /// <param name="book">The logbook, whole.</param>
    /// <param name="bar">Is advanced by one in all.</param>
    /// <param name="cancellationToken">Stops the copy between two calls.</param>
    /// <exception cref="CopyRefusedException">Another one is there, and was not to be replaced.</exception>
    /// <exception cref="StorageFailureException">What was read back is not what was written.</exception>
    public async Task<CopyOutcome> CopyAsync(LogBook book, IProgressBar bar, CancellationToken cancellationToken)
    {
        if (CopyMark.IsOn(book))
        {
            throw new CopyRefusedException($"the copy of the logbook '{book.Uuid}' into {source} was stopped; run that again first");
        }

        LogBook? stored = await BookLookup.ReadAsync(target, book.Uuid, cancellationToken).OrNullAsync();
        CopyOutcome outcome = CopyOutcome.Copied;
        if (stored is not null)
        {
            if (CopyMark.IsOn(stored))
            {
                outcome = CopyOutcome.Completed;
            }
            else if (BookComparison.Difference(book, stored) is not { } difference)
            {
                bar.Advance(1);
                return CopyOutcome.Same;
            }
            else if (!replace)
            {
                throw new CopyRefusedException($"the logbook '{book.Uuid}' is there already, and {difference}; --replace destroys it and copies this one");
            }
            else
            {
                outcome = CopyOutcome.Replaced;
            }

            if (outcome == CopyOutcome.Replaced || !BookComparison.IsBeginning(stored, book))
            {
                await target.DestroyLogBookAsync(book.Uuid, cancellationToken);
                stored = null;
            }
        }

        await WriteAsync(book, stored, bar, cancellationToken);
        LogBook written = await BookLookup.ReadAsync(target, book.Uuid, cancellationToken);
        return BookComparison.Difference(book, written) is { } defect
            ? throw new StorageFailureException($"The logbook '{book.Uuid}' was written, but read back {defect}. Is somebody else writing to it?")
            : outcome;
    }

    private async Task WriteAsync(LogBook book, LogBook? stored, IProgressBar bar, CancellationToken cancellationToken)
    {
        if (stored is null && book.Sum(flow => flow.Count) <= AtomsTogether && book.Sum(BytesOf) <= BytesTogether)
        {
            await target.SaveLogBookAsync(book, cancellationToken);
            bar.Advance(1);
            return;
        }

        double step = 1.0 / Math.Max(1, book.Sum(flow => flow.Count + 1));
        LogBook head = CopyMark.Marked(book, source);
        await target.SaveLogBookAsync(head, cancellationToken);
        foreach (FlowDetail flow in book)
        {
            FlowDetail? begun = stored?.Find(flow.Uuid);
            if (begun is null)
            {
                LogBook part = CopyMark.Marked(book, source);
                part.Add(flow.Copy(retainContents: false));
                await target.SaveLogBookAsync(part.Merge(head), cancellationToken);
            }

            bar.Advance(step * (1 + (begun?.Count ?? 0)));
            foreach (FlowDetail part in PartsOf(flow, begun?.Count ?? 0))
            {
                await target.UpdateFlowDetailsAsync(part, cancellationToken);
                bar.Advance(step * part.Count);
            }
        }

        await target.SaveLogBookAsync(book.Copy(retainContents: false), cancellationToken);
    }

    /// <summary>The flow with some of its atoms each: as many as go together, of those that are not there yet.</summary>
    private static IEnumerable<FlowDetail> PartsOf(FlowDetail flow, int done)
    {
        FlowDetail part = flow.Copy(retainContents: false);
        long bytes = 0;
        foreach (AtomDetail atom in flow.Skip(done))
        {
            long size = atom.ToDocument().Utf8.Length;
            if (part.Count > 0 && (bytes + size > BytesTogether || part.Count == AtomsTogether))
            {
                yield return part;
                part = flow.Copy(retainContents: false);
                bytes = 0;
            }

            part.Add(atom);
            bytes += size;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static long BytesOf(FlowDetail flow) => flow.ToDocument().Utf8.Length + flow.Sum(atom => (long)atom.ToDocument().Utf8.Length);
}
