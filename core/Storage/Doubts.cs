using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// The records of which memory may not show what the store holds: a write of them got no answer, or lost against somebody else's.
/// They are read again before anything else is answered.
/// </summary>
/// <remarks>
/// A write that got no answer may still be on its way, and reading tells nothing of that. So such a record is also written as it was
/// read, where the connection is fenced: a write that comes later finds that, and is refused.
/// </remarks>
/// <param name="contents">The flow in memory.</param>
/// <param name="connection">Reads and writes it.</param>
/// <param name="isFenced">Whether the connection's writes are refused over what it has not seen (<see cref="IFencingBackend"/>).</param>
/// <param name="logger">Hears what was read again.</param>
internal sealed class Doubts(FlowContents contents, IConnection connection, bool isFenced, ILogger logger)
{
    // A rival may write between a reading and the write that is to stand upon it. He has had his way that often: then it is for the caller to decide.
    private const int Readings = 3;

    private readonly Dictionary<AtomEntry, Doubt> _atoms = [];
    private Doubt _flow;
    private volatile bool _any;

    /// <summary>Whether there are any. Needs no lock: who asks too early is as one who read before the write.</summary>
    public bool Any => _any;

    /// <summary>Adds an atom, or the flow's own record (null).</summary>
    public void Add(AtomEntry? entry, Doubt doubt)
    {
        lock (contents.Sync)
        {
            if (entry is null)
            {
                _flow = Worse(_flow, doubt);
            }
            else
            {
                _atoms[entry] = Worse(_atoms.GetValueOrDefault(entry), doubt);
            }

            _any = true;
        }
    }

    /// <summary>Reads everything in doubt again.</summary>
    /// <exception cref="TaskFlowException">Something could not be read; it stays in doubt.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (Of(null) != Doubt.None)
        {
            await SettleTurnAsync(contents.Turn, SettleFlowAsync, cancellationToken);
        }

        AtomEntry[] atoms;
        lock (contents.Sync)
        {
            atoms = [.. _atoms.Keys];
        }

        foreach (AtomEntry entry in atoms)
        {
            await SettleTurnAsync(entry.Turn, token => SettleAsync(entry, token), cancellationToken);
        }
    }

    /// <summary>Reads an atom again if it is in doubt. The caller holds its turn.</summary>
    public async Task SettleAsync(AtomEntry entry, CancellationToken cancellationToken)
    {
        Doubt doubt = Of(entry);
        if (doubt == Doubt.None)
        {
            return;
        }

        string what = $"Atom '{FlowContents.Shown(entry.Name)}'";
        AtomDetail stored = await ReadAsync(
            what,
            doubt,
            token => connection.GetAtomDetailsAsync(entry.Uuid, token),
            stored => connection.UpdateAtomDetailsAsync(stored, CancellationToken.None),
            cancellationToken);
        lock (contents.Sync)
        {
            entry.Detail = stored;
            contents.Failures.Settle(stored);
            contents.LearnInjected(entry);
            _atoms.Remove(entry);
            _any = _flow != Doubt.None || _atoms.Count > 0;
        }

        Log.ReadAgain(logger, what);
    }

    /// <summary>Reads the flow again, with its atoms, if it is in doubt. The caller holds its turn.</summary>
    public async Task SettleFlowAsync(CancellationToken cancellationToken)
    {
        Doubt doubt = Of(null);
        if (doubt == Doubt.None)
        {
            return;
        }

        const string What = "The flow's record";
        FlowDetail stored = await ReadAsync(
            What,
            doubt,
            token => connection.GetFlowDetailsAsync(contents.Flow.Uuid, lazy: false, token),
            stored => connection.UpdateFlowDetailsAsync(stored.Copy(retainContents: false), CancellationToken.None),
            cancellationToken);
        lock (contents.Sync)
        {
            contents.Adopt(stored);
            _flow = Doubt.None;
            _any = _atoms.Count > 0;
        }

        Log.ReadAgain(logger, What);
    }

    private static Doubt Worse(Doubt one, Doubt other) => one > other ? one : other;

    private static async Task SettleTurnAsync(SemaphoreSlim turn, Func<CancellationToken, Task> settle, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await settle(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads a record, and sees to it that it stays as it was read.</summary>
    private async Task<T> ReadAsync<T>(
        string what, Doubt doubt, Func<CancellationToken, Task<T>> readAsync, Func<T, Task> writeAsync, CancellationToken cancellationToken)
    {
        for (int reading = 1; ; reading++)
        {
            T stored = await readAsync(cancellationToken);
            if (doubt != Doubt.Unanswered || !isFenced)
            {
                return stored;
            }

            try
            {
                await writeAsync(stored);
                return stored;
            }
            catch (StaleWriteException) when (reading < Readings)
            {
            }
            catch (StorageFailureException failure) when (failure.OutcomeUnknown)
            {
                // Of what the caller is about to do, nothing was done.
                throw new StorageFailureException($"{what} may have been changed by an earlier write, which could not be settled: {failure.Message}", failure);
            }
        }
    }

    private Doubt Of(AtomEntry? entry)
    {
        if (!_any)
        {
            return Doubt.None;
        }

        lock (contents.Sync)
        {
            return entry is null ? _flow : _atoms.GetValueOrDefault(entry);
        }
    }
}
