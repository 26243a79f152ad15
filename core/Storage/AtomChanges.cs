using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Changes single atoms: a copy is changed, written, and only then shown. Changes of one atom happen one after the other.</summary>
internal sealed class AtomChanges(FlowContents contents, DetailWriter writer, Doubts doubts, ILogger logger)
{
    public Task SetStateAsync(string atomName, State state, CancellationToken cancellationToken) =>
        SetStatusAsync(atomName, new AtomStatus(state, Intention: null), cancellationToken);

    public Task SetIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken) =>
        SetStatusAsync(atomName, new AtomStatus(State: null, intention), cancellationToken);

    public Task SetStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken)
    {
        State? state = status.State is { } given ? StateNames.Known(given) : null;
        Intention? intention = status.Intention is { } wanted ? StateNames.Known(wanted) : null;
        return ChangeAsync(
            atomName,
            kind: null,
            detail =>
            {
                bool changed = (state is not null && detail.State != state) || (intention is not null && detail.Intention != intention);
                detail.State = state ?? detail.State;
                detail.Intention = intention ?? detail.Intention;
                return changed;
            },
            shown: null,
            cancellationToken);
    }

    public Task MergeMetaAsync(
        string atomName, AtomKind? kind, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken)
    {
        update ??= Metadata.Empty;
        Metadata.CheckEntries(update, nameof(update));
        return ChangeAsync(
            atomName,
            kind,
            detail =>
            {
                detail.Meta = detail.Meta.SetItems(update);
                return update.Count > 0;
            },
            shown: null,
            cancellationToken);
    }

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

    public async Task SaveAsync(string atomName, Document result, State state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (state is State.Failure or State.RevertFailure)
        {
            await SaveFailureAsync(atomName, FailureIn(result, atomName, state), state, cancellationToken);
            return;
        }

        bool warn = false;
        await ChangeAsync(
            atomName,
            kind: null,
            detail => detail.Put(state, result),
            entry => warn = state == State.Success && entry.Detail.Intention == Intention.Execute,
            cancellationToken);
        if (warn)
        {
            WarnOfMissingParts(atomName, result);
        }
    }

    public Task SaveFailureAsync(string atomName, Failure failure, State state, CancellationToken cancellationToken) => ChangeAsync(
        atomName,
        kind: null,
        detail => detail.Put(state, failure),
        entry =>
        {
            if (state is State.Failure or State.RevertFailure)
            {
                contents.Failures.Note(entry.Name, entry.Detail.Intention, failure);
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
            entry =>
            {
                if (reset)
                {
                    contents.Failures.Clear(entry.Name);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Changes an atom. <paramref name="change"/> says whether its copy has to be written; <paramref name="shown"/> runs once the
    /// change is stored, or was none.
    /// </summary>
    public async Task ChangeAsync(
        string atomName,
        AtomKind? kind,
        Func<AtomDetail, bool> change,
        Action<AtomEntry>? shown,
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
                shown?.Invoke(entry);
            }
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>Warns of names that an atom provides and that its result lacks.</summary>
    public void WarnOfMissingParts(string atomName, Document result)
    {
        // Outside of the lock: a large result is taken apart for it.
        KeyValuePair<string, ResultKey>[] names;
        lock (contents.Sync)
        {
            names = [.. contents.Mapping.NamesOf(atomName)];
        }

        foreach (var (name, key) in names)
        {
            if (!result.TryGetPart(key, out _))
            {
                Log.ResultNotSupplied(logger, atomName, contents.Flow.Uuid, key.ToString(), name);
            }
        }
    }

    private static Failure FailureIn(Document result, string atomName, State state)
    {
        try
        {
            return Failure.FromDocument(result);
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException(
                $"Atom '{FlowContents.Shown(atomName)}' was not put in state {state.ToName()}, which comes with a failure: {error.Message}", error);
        }
    }
}
