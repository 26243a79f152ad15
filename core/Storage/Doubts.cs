using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// The records of which memory may not show what the store holds: a write of them got no answer, or lost against somebody else's.
/// They are read again before anything else is answered.
/// </summary>
internal sealed class Doubts(FlowContents contents, IConnection connection, ILogger logger)
{
    private readonly HashSet<AtomEntry> _atoms = [];
    private bool _flow;
    private volatile bool _any;

    /// <summary>Whether there are any. Needs no lock: who asks too early is as one who read before the write.</summary>
    public bool Any => _any;

    /// <summary>Adds an atom, or the flow's own record (null).</summary>
    public void Add(AtomEntry? entry)
    {
        lock (contents.Sync)
        {
            _flow |= entry is null;
            if (entry is not null)
            {
                _atoms.Add(entry);
            }

            _any = true;
        }
    }

    /// <summary>Reads everything in doubt again.</summary>
    /// <exception cref="TaskFlowException">Something could not be read; it stays in doubt.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (IsIn(null))
        {
            await SettleTurnAsync(contents.Turn, SettleFlowAsync, cancellationToken);
        }

        AtomEntry[] atoms;
        lock (contents.Sync)
        {
            atoms = [.. _atoms];
        }

        foreach (AtomEntry entry in atoms)
        {
            await SettleTurnAsync(entry.Turn, token => SettleAsync(entry, token), cancellationToken);
        }
    }

    /// <summary>Reads an atom again if it is in doubt. The caller holds its turn.</summary>
    public async Task SettleAsync(AtomEntry entry, CancellationToken cancellationToken)
    {
        if (!IsIn(entry))
        {
            return;
        }

        AtomDetail stored = await connection.GetAtomDetailsAsync(entry.Uuid, cancellationToken);
        lock (contents.Sync)
        {
            entry.Detail = stored;
            contents.Failures.Settle(stored);
            contents.LearnInjected(entry);
            _atoms.Remove(entry);
            _any = _flow || _atoms.Count > 0;
        }

        Log.ReadAgain(logger, $"Atom '{FlowContents.Shown(entry.Name)}'");
    }

    /// <summary>Reads the flow again, with its atoms, if it is in doubt. The caller holds its turn.</summary>
    public async Task SettleFlowAsync(CancellationToken cancellationToken)
    {
        if (!IsIn(null))
        {
            return;
        }

        FlowDetail stored = await connection.GetFlowDetailsAsync(contents.Flow.Uuid, lazy: false, cancellationToken);
        lock (contents.Sync)
        {
            contents.Adopt(stored);
            _flow = false;
            _any = _atoms.Count > 0;
        }

        Log.ReadAgain(logger, "The flow's record");
    }

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

    private bool IsIn(AtomEntry? entry)
    {
        if (!_any)
        {
            return false;
        }

        lock (contents.Sync)
        {
            return entry is null ? _flow : _atoms.Contains(entry);
        }
    }
}
