using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Changes single atoms: a copy is changed, written, and only then shown. Changes of one atom happen one after the other.</summary>
internal sealed class AtomChanges(FlowContents contents, DetailWriter writer, Doubts doubts, ILogger logger)
{
    public Task SetStateAsync(string atomName, State state, CancellationToken cancellationToken) => ChangeAsync(
        atomName,
        kind: null,
        detail =>
        {
            bool changed = detail.State != state;
            detail.State = state;
            return changed;
        },
        shown: null,
        cancellationToken);

    public Task SetIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken) => ChangeAsync(
        atomName,
        kind: null,
        detail =>
        {
            bool changed = detail.Intention != intention;
            detail.Intention = intention;
            return changed;
        },
        shown: null,
        cancellationToken);

    public Task MergeMetaAsync(
        string atomName, AtomKind? kind, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken) => ChangeAsync(
        atomName,
        kind,
        detail =>
        {
            detail.Meta = update is null ? detail.Meta : detail.Meta.SetItems(update);
            return update?.Count > 0;
        },
        shown: null,
        cancellationToken);

    public Task SetProgressAsync(string taskName, double progress, Document? details, CancellationToken cancellationToken)
    {
        TaskProgress.Check(taskName, progress);
        var update = Metadata.Empty.Add(Metadata.Progress, Document.From(progress));
        if (details is not null)
        {
            bool empty = details.IsNull || details.Utf8.Span is [(byte)'{', (byte)'}'] or [(byte)'[', (byte)']'] or [(byte)'"', (byte)'"'];
            update = update.Add(Metadata.ProgressDetails, empty ? Document.Null : Document.From(new ProgressDetails(progress, details)));
        }

        return MergeMetaAsync(taskName, AtomKind.Task, update, cancellationToken);
    }

    public Task SaveAsync(string atomName, Document result, State state, CancellationToken cancellationToken) =>
        state is State.Failure or State.RevertFailure
            ? SaveFailureAsync(atomName, Failure.FromDocument(result), state, cancellationToken)
            : ChangeAsync(
                atomName,
                kind: null,
                detail => detail.Put(state, result),
                detail => WarnOfMissingParts(detail, result, state),
                cancellationToken);

    public Task SaveFailureAsync(string atomName, Failure failure, State state, CancellationToken cancellationToken) => ChangeAsync(
        atomName,
        kind: null,
        detail => detail.Put(state, failure),
        detail =>
        {
            if (state is State.Failure or State.RevertFailure)
            {
                contents.Failures.Note(detail.Name, detail.Intention, failure);
            }
        },
        cancellationToken);

    public Task SaveRetryFailureAsync(string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken) => ChangeAsync(
        retryName,
        AtomKind.Retry,
        detail =>
        {
            var retry = (RetryDetail)detail;
            if (retry.Attempts.IsEmpty)
            {
                throw new StorageFailureException(
                    $"Retry '{FlowContents.Shown(retryName)}' has no attempt yet, so the failure of atom '{FlowContents.Shown(failedAtomName)}' cannot be noted in one.");
            }

            if (retry.LastFailures.ContainsKey(failedAtomName))
            {
                return false;
            }

            retry.RecordFailure(failedAtomName, failure);
            return true;
        },
        shown: null,
        cancellationToken);

    public Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken) => ChangeAsync(
        retryName,
        AtomKind.Retry,
        detail =>
        {
            ((RetryDetail)detail).Attempts = [];
            detail.State = state;
            return true;
        },
        shown: null,
        cancellationToken);

    public Task ResetAsync(string atomName, State state, CancellationToken cancellationToken)
    {
        if (atomName == IFlowStorage.InjectorName)
        {
            return Task.CompletedTask;
        }

        bool reset = false;
        return ChangeAsync(
            atomName,
            kind: null,
            detail =>
            {
                reset = detail.State != state;
                if (reset)
                {
                    detail.Reset(state);
                }

                return reset;
            },
            detail =>
            {
                if (reset)
                {
                    contents.Failures.Clear(detail.Name);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Changes an atom. <paramref name="change"/> says whether its copy has to be written; <paramref name="shown"/> runs once the
    /// change is stored, or was none, with the current detail.
    /// </summary>
    public async Task ChangeAsync(
        string atomName,
        AtomKind? kind,
        Func<AtomDetail, bool> change,
        Action<AtomDetail>? shown,
        CancellationToken cancellationToken)
    {
        AtomEntry entry;
        lock (contents.Sync)
        {
            entry = contents.Get(atomName, kind);
        }

        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            await doubts.SettleAsync(entry, cancellationToken);
            AtomDetail copy = entry.Detail.Copy();
            AtomDetail current = change(copy) ? await writer.SaveAsync(entry, copy, cancellationToken) : entry.Detail;
            lock (contents.Sync)
            {
                entry.Detail = current;
                shown?.Invoke(current);
            }
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private void WarnOfMissingParts(AtomDetail detail, Document result, State state)
    {
        if (state != State.Success || detail.Intention != Intention.Execute)
        {
            return;
        }

        foreach (var (name, key) in contents.Mapping.NamesOf(detail.Name))
        {
            if (!result.TryGetPart(key, out _))
            {
                Log.ResultNotSupplied(logger, detail.Name, contents.Flow.Uuid, key.ToString(), name);
            }
        }
    }
}
