namespace Orleans.TaskFlow;

/// <summary>
/// The states and intentions of a flow's atoms, and what follows from them alone: which atoms may run or be reverted. Pure: it knows
/// no store, no time and no threads. It is kept up to date change by change, so that a step costs what has changed and not what there is.
/// </summary>
/// <remarks>
/// An atom is settled when it is SUCCESS or IGNORE with the intention EXECUTE or IGNORE, and everything before it is settled. It is
/// clear when it is PENDING, REVERTED or IGNORE, and everything after it is clear. Where flows begin and end only the neighbours count.
/// </remarks>
internal sealed class Frontier
{
    private readonly ExecutionGraph _graph;
    private readonly State[] _states;
    private readonly Intention[] _intentions;
    private readonly int[] _unsettledBefore;
    private readonly int[] _unclearAfter;
    private readonly bool[] _settled;
    private readonly bool[] _clear;
    private readonly bool[] _waiting;
    private readonly Queue<int> _candidates = new();
    private readonly Stack<int> _left = new();

    /// <summary>Of these states and intentions, by node; what stands at nodes that are no atoms does not count.</summary>
    public Frontier(ExecutionGraph graph, State[] states, Intention[] intentions)
    {
        _graph = graph;
        _states = states;
        _intentions = intentions;
        int count = graph.Nodes.Length;
        _unsettledBefore = [.. graph.Nodes.Select(node => node.Predecessors.Count)];
        _unclearAfter = [.. graph.Nodes.Select(node => node.Successors.Count)];
        _settled = new bool[count];
        _clear = new bool[count];
        _waiting = new bool[count];
        for (int node = 0; node < count; node++)
        {
            Settle(node);
        }

        for (int node = count - 1; node >= 0; node--)
        {
            Clear(node);
        }

        for (int node = 0; node < count; node++)
        {
            Consider(node);
        }
    }

    public State StateOf(int node) => _states[node];

    public Intention IntentionOf(int node) => _intentions[node];

    /// <summary>Whether an atom may be called to execute.</summary>
    public bool MayExecute(int node) =>
        _unsettledBefore[node] == 0
        && _intentions[node] == Intention.Execute
        && (_states[node] == State.Pending || (_states[node] == State.Retrying && _graph[node].Kind == NodeKind.Retry));

    /// <summary>Whether an atom may be reverted, or, if it is a retry, tried again.</summary>
    public bool MayRevert(int node) =>
        _unclearAfter[node] == 0
        && _intentions[node] is Intention.Revert or Intention.Retry
        && _states[node] is State.Success or State.Failure;

    /// <summary>Whether an atom was called, and nothing came back yet.</summary>
    public bool IsUnderWay(int node) => _states[node] is State.Running or State.Reverting;

    /// <summary>Takes over a change of an atom.</summary>
    public void Change(int node, State? state, Intention? intention)
    {
        _states[node] = state ?? _states[node];
        _intentions[node] = intention ?? _intentions[node];
        Consider(node);
        Settle(node);
        Clear(node);
    }

    /// <summary>The next atom that may run or be reverted since this was last asked; each once for each time that it becomes so.</summary>
    public bool TryTakeReady(out int node)
    {
        while (_candidates.TryDequeue(out node))
        {
            _waiting[node] = false;
            if (MayExecute(node) || MayRevert(node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The atoms that may run or be reverted, and were not taken yet, as they would be after such changes; nothing is changed.</summary>
    public List<int> ReadyAfter(IReadOnlyList<AtomChange> changes)
    {
        AtomChange[] before = [.. changes.Select(change => new AtomChange(change.Node, _states[change.Node], _intentions[change.Node]))];
        Change(changes);
        var ready = new List<int>();
        while (TryTakeReady(out int node))
        {
            ready.Add(node);
        }

        Change(before);
        ready.ForEach(Consider);
        return ready;
    }

    private void Change(IReadOnlyList<AtomChange> changes)
    {
        foreach (AtomChange change in changes)
        {
            Change(change.Node, change.State, change.Intention);
        }
    }

    private bool IsSettled(int node) =>
        _unsettledBefore[node] == 0
        && (_graph[node].Atom is null
            || (_states[node] is State.Success or State.Ignore && _intentions[node] is Intention.Execute or Intention.Ignore));

    private bool IsClear(int node) =>
        _unclearAfter[node] == 0
        && (_graph[node].Atom is null || _states[node] is State.Pending or State.Reverted or State.Ignore);

    private void Settle(int start)
    {
        _left.Push(start);
        while (_left.TryPop(out int node))
        {
            bool settled = IsSettled(node);
            if (settled == _settled[node])
            {
                continue;
            }

            _settled[node] = settled;
            foreach (int next in _graph[node].Successors)
            {
                _unsettledBefore[next] += settled ? -1 : 1;
                Consider(next);
                _left.Push(next);
            }
        }
    }

    private void Clear(int start)
    {
        _left.Push(start);
        while (_left.TryPop(out int node))
        {
            bool clear = IsClear(node);
            if (clear == _clear[node])
            {
                continue;
            }

            _clear[node] = clear;
            foreach (int before in _graph[node].Predecessors)
            {
                _unclearAfter[before] += clear ? -1 : 1;
                Consider(before);
                _left.Push(before);
            }
        }
    }

    private void Consider(int node)
    {
        if (!_waiting[node] && _graph[node].Atom is not null && (MayExecute(node) || MayRevert(node)))
        {
            _waiting[node] = true;
            _candidates.Enqueue(node);
        }
    }
}
