using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// Writes details through one connection: again after a failure, up to the attempts allowed, but never over a write of somebody
/// else that came first. The caller holds the turn of what is written.
/// </summary>
internal sealed class DetailWriter(IConnection connection, Doubts doubts, FlowStorageOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Writes an atom's new detail.</summary>
    /// <returns>The detail as stored.</returns>
    public Task<AtomDetail> SaveAsync(AtomEntry entry, AtomDetail changed, CancellationToken cancellationToken) => TryAsync(
        static (connection, changed, token) => connection.UpdateAtomDetailsAsync(changed, token), changed, entry, joined: null, cancellationToken);

    /// <summary>Writes a flow's new record, and the atoms in it.</summary>
    /// <returns>The flow as stored, with these atoms.</returns>
    public Task<FlowDetail> SaveAsync(FlowDetail changed, CancellationToken cancellationToken) => TryAsync(
        static (connection, changed, token) => connection.UpdateFlowDetailsAsync(changed, token), changed, entry: null, joined: null, cancellationToken);

    /// <summary>Writes new details of several atoms: all of them, or none.</summary>
    /// <returns>The details as stored, in the same order.</returns>
    public Task<IReadOnlyList<AtomDetail>> SaveAsync(
        IJointConnection joint, IReadOnlyList<AtomEntry> entries, IReadOnlyList<AtomDetail> changed) => TryAsync(
        (_, changed, token) => joint.UpdateAtomDetailsAsync(changed, token), changed, entries[0], joined: entries, CancellationToken.None);

    private async Task<T> TryAsync<T>(
        Func<IConnection, T, CancellationToken, Task<T>> write,
        T changed,
        AtomEntry? entry,
        IReadOnlyList<AtomEntry?>? joined,
        CancellationToken cancellationToken)
    {
        using Activity? activity = Telemetry.StartWrite(ofFlow: entry is null);
        long started = Telemetry.MeasuresWrites ? time.GetTimestamp() : 0;
        bool mayBeApplied = false;
        for (int attempt = 1; ; attempt++)
        {
            StorageFailureException failure;
            try
            {
                // Once an attempt may have been applied, the outcome is waited for: cancelling would say that nothing happened.
                T saved = await write(connection, changed, mayBeApplied ? CancellationToken.None : cancellationToken);
                if (started != 0)
                {
                    Telemetry.Written(ofFlow: entry is null, time.GetElapsedTime(started));
                }

                return saved;
            }
            catch (StorageFailureException error)
            {
                Telemetry.Failed(ofFlow: entry is null, error);
                mayBeApplied |= error.OutcomeUnknown;
                failure = error;
            }

            bool stale = failure is StaleWriteException;
            if (stale || failure is TooLargeException || attempt >= options.Attempts)
            {
                activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
                if (stale || mayBeApplied)
                {
                    Doubt doubt = mayBeApplied ? Doubt.Unanswered : Doubt.Overtaken;
                    foreach (AtomEntry? doubted in joined ?? [entry])
                    {
                        doubts.Add(doubted, doubt);
                    }
                }

                throw stale || failure.OutcomeUnknown == mayBeApplied
                    ? failure
                    : new StorageFailureException($"{failure.Message} An earlier attempt may have been applied.", failure, outcomeUnknown: true);
            }

            Log.SaveFailed(logger, failure, attempt, options.Attempts, RecordOf(entry), options.AttemptDelay.TotalMilliseconds);
            await Task.Delay(options.AttemptDelay, time, mayBeApplied ? CancellationToken.None : cancellationToken);
        }
    }

    private static string RecordOf(AtomEntry? entry) => entry is null ? "the flow's record" : $"atom '{FlowContents.Shown(entry.Name)}'";
}
