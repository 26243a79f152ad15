namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>
/// Holds what happens to a flow against its drawing, event by event. It knows of the engine only what can be seen from outside: what
/// is durable, and which code was called with what.
/// </summary>
public sealed partial class Judge
{
    private readonly Drawing _drawing;
    private readonly Relations _relations;
    private readonly Dictionary<string, AtomRecord> _atoms;
    private readonly Lookup _lookup;
    private State _flow = State.Pending;
    private int _run;
    private bool _storeFailed;
    private bool _stopAsked;
    private bool _stopped;
    private bool _begun;
    private bool _resetting;

    public Judge(Drawing drawing)
    {
        _drawing = drawing;
        _relations = new Relations(drawing.Flow);
        _atoms = _relations.Atoms.Values.ToDictionary(atom => atom.Name, atom => new AtomRecord(atom));
        _lookup = new Lookup(drawing, _relations, _atoms);
    }

    /// <summary>Whether the flow has ended for good: to run it on again would change nothing, or start it over.</summary>
    public bool IsFinal => _flow is State.Success or State.Reverted || (_flow == State.Failure && (HasRevertFailure || IsHopeless));

    /// <summary>Whether the flow is in FAILURE.</summary>
    public bool IsFailed => _flow == State.Failure;

    private bool HasRevertFailure => _atoms.Values.Any(atom => atom.State == State.RevertFailure);

    // A retry that throws when it is asked, or an argument that cannot be had, stops every run.
    private bool IsHopeless => _atoms.Values.Any(atom =>
        (atom.State == State.Failure && !Resolves(atom))
        || (atom.State is State.Running or State.Reverting && atom.Atom.Requires.Any(symbol => _lookup.Find(atom.Atom, symbol) is null)));

    /// <summary>Takes what happened next.</summary>
    /// <exception cref="ViolationException">It must not happen.</exception>
    public void Take(Event happened)
    {
        switch (happened.What)
        {
            case Happening.RunBegan:
                _run++;
                (_storeFailed, _stopAsked, _stopped, _begun) = (false, false, false, false);
                foreach (AtomRecord atom in _atoms.Values)
                {
                    (atom.IsCalled, atom.Returned) = (false, null);
                }

                break;
            case Happening.AtomStored when _atoms.TryGetValue(happened.Atom, out AtomRecord? atom):
                Store(atom, happened);
                break;
            case Happening.FlowStored:
                CheckFlow(happened.State);
                _flow = happened.State;
                _begun |= _flow == State.Running;
                break;
            case Happening.Called when happened.Executes:
                CheckExecuted(_atoms[happened.Atom]);
                _lookup.Check(_atoms[happened.Atom].Atom, happened.Arguments!);
                (_atoms[happened.Atom].CalledIn, _atoms[happened.Atom].IsCalled) = (_run, true);
                break;
            case Happening.Called:
                CheckReverted(_atoms[happened.Atom]);
                _lookup.Check(_atoms[happened.Atom].Atom, happened.Arguments!);
                (_atoms[happened.Atom].RevertedIn, _atoms[happened.Atom].IsCalled) = (_run, true);
                break;
            case Happening.Returned:
                (_atoms[happened.Atom].Returned, _atoms[happened.Atom].IsCalled) = (happened, false);
                break;
            case Happening.StoreFailed:
                _storeFailed = true;
                break;
            case Happening.StopAsked:
                _stopAsked = true;
                break;
            case Happening.ResetBegan:
                _resetting = true;
                break;
            case Happening.ResetEnded:
                _resetting = false;
                foreach (AtomRecord atom in _atoms.Values)
                {
                    (atom.IsMarked, atom.TriesAgain) = (false, false);
                }

                break;
            case Happening.RunEnded:
                CheckEnd(happened.Text);
                break;
            case Happening.Stuck:
                throw new ViolationException(Rule.Ends, happened.Text);
        }
    }

    private static void Require(bool kept, Rule rule, string message)
    {
        if (!kept)
        {
            throw new ViolationException(rule, message);
        }
    }

    private void Store(AtomRecord atom, Event stored)
    {
        State from = atom.State;
        string name = atom.Atom.Name;
        if (from == stored.State)
        {
            Require(
                from != State.Success || atom.Atom is DrawnRetry || atom.Result.Equals(stored.Result),
                Rule.StoresFirst, $"{name}'s result became {stored.Result} after it was durable.");
            (atom.Intention, atom.Attempts) = (stored.Intention, stored.Attempts);
            return;
        }

        Require(from != State.Pending || stored.State != State.Reverting, Rule.RevertsWhatRan, $"{name} is reverted, but never ran.");
        CheckChange(atom, from, stored.State);
        (atom.State, atom.Intention, atom.Since) = (stored.State, stored.Intention, _run);
        switch (stored.State)
        {
            case State.Pending:
                CheckStartedOver(atom);
                break;
            case State.Running:
                CheckRuns(atom, from);
                break;
            case State.Ignore:
                CheckIgnored(atom);
                break;
            case State.Retrying:
                CheckUndoes(atom);
                Require(!_stopped, Rule.RevertsWhatRan, $"{name} is undone after a revert failed.");
                Require(atom is { TriesAgain: true, IsMarked: false }, Rule.RevertsWhatRan, $"{name} tries again, which it did not decide.");
                atom.BeginAnew();
                foreach (AtomRecord after in _relations.After[name].Select(after => _atoms[after]))
                {
                    (after.IsMarked, after.TriesAgain) = (false, false);
                }

                break;
            case State.Reverting:
                CheckUndoes(atom);
                Require(!_stopped, Rule.RevertsWhatRan, $"{name} is undone after a revert failed.");
                Require(atom.IsMarked, Rule.RevertsWhatRan, $"{name} is reverted, though no failure concerns it.");
                break;
            case State.Success:
                CheckReturned(atom, executes: true, returns: true);
                Require(atom.Returned!.Result!.Equals(stored.Result), Rule.StoresFirst, $"{name} returned {atom.Returned.Result}, but {stored.Result} was stored.");
                break;
            case State.Failure:
                CheckThrew(atom, executes: true, stored.Failure);
                Mark(name);
                break;
            case State.Reverted:
                CheckReturned(atom, executes: false, returns: true);
                break;
            case State.RevertFailure:
                CheckThrew(atom, executes: false, failure: null);
                _stopped = true;
                break;
        }

        (atom.Result, atom.Failure, atom.Attempts) = (stored.Result ?? Document.Null, stored.Failure, stored.Attempts);
    }

    private void CheckChange(AtomRecord atom, State from, State to)
    {
        // Who finds an atom RUNNING that was left so by another run, and is to be reverted, reverts it.
        bool isLegal = (_resetting && to == State.Pending)
            || (atom.Atom is DrawnRetry ? StateTransitions.CheckRetry(from, to) : StateTransitions.CheckTask(from, to))
            || (from == State.Running && to == State.Reverting && atom.Since < _run && atom.CalledIn < _run);
        Require(isLegal, Rule.ChangesLegally, $"{atom.Atom.Name} went from {from.ToName()} to {to.ToName()}.");
    }

    private void CheckFlow(State to)
    {
        bool isLegal;
        try
        {
            isLegal = to == _flow || StateTransitions.CheckFlow(_flow, to);
        }
        catch (InvalidStateException)
        {
            isLegal = false;
        }

        Require(isLegal, Rule.ChangesLegally, $"The flow went from {_flow.ToName()} to {to.ToName()}.");
    }

    private void CheckStartedOver(AtomRecord atom)
    {
        bool isAsked = _resetting || _relations.Before[atom.Atom.Name].Any(before => _atoms[before].State == State.Retrying);
        Require(isAsked, Rule.RunsOnce, $"{atom.Atom.Name} starts over, though nothing before it tries again.");
        atom.BeginAnew();
    }

    private bool Resolves(AtomRecord failed)
    {
        foreach (DrawnRetry retry in _relations.Around(failed.Atom.Name))
        {
            switch (DecisionOf(retry))
            {
                case null:
                    return false;
                case RetryDecision.Retry or RetryDecision.RevertAll:
                    return true;
            }
        }

        return true;
    }

    // A retry that was ignored has no attempt to note a failure in: to ask it stops the engine.
    private RetryDecision? DecisionOf(DrawnRetry retry) => _atoms[retry.Name].Attempts is > 0 and var attempts ? retry.Decide(attempts) : null;

    // What a failure concerns, by what the retries around it decide.
    private void Mark(string failed)
    {
        IEnumerable<string> concerned = _atoms.Keys;
        DrawnRetry? first = null;
        foreach (DrawnRetry retry in _relations.Around(failed))
        {
            first ??= retry;
            RetryDecision? decision = DecisionOf(retry);
            if (decision is null)
            {
                return;
            }

            if (decision == RetryDecision.Retry)
            {
                _atoms[retry.Name].TriesAgain = true;
                Mark(_relations.After[retry.Name]);
                return;
            }

            if (decision == RetryDecision.RevertAll)
            {
                first = null;
                break;
            }
        }

        Mark(first is null || _drawing.DefersReverts ? concerned : _relations.After[first.Name].Append(first.Name));
    }

    private void Mark(IEnumerable<string> concerned)
    {
        foreach (string name in concerned)
        {
            _atoms[name].IsMarked = true;
        }
    }

    private void CheckEnd(string how)
    {
        string? called = _atoms.Values.FirstOrDefault(atom => atom.IsCalled)?.Atom.Name;
        Require(called is null, Rule.Ends, $"The run ended ({how}) while {called} was called.");
        bool isRight = _flow switch
        {
            State.Success => _atoms.Values.All(atom => atom.IsDone),
            State.Suspended => _stopAsked,
            State.Failure => _storeFailed || HasRevertFailure || IsHopeless,
            State.Reverted => HasRevertFailure || _atoms.Values.Any(atom => atom.IsMarked),
            _ => _storeFailed,
        };
        // Who is cancelled before the flow is RUNNING, or cannot read it, leaves it as it is.
        Require(isRight || ((_stopAsked || _storeFailed) && !_begun), Rule.Ends, $"The run ended ({how}) with the flow {_flow.ToName()}.");
        if (_flow == State.Reverted && !HasRevertFailure)
        {
            foreach (AtomRecord atom in _atoms.Values)
            {
                bool isWaiting = atom.State == State.Pending && _relations.Before[atom.Atom.Name].Any(before => !_atoms[before].IsDone);
                Require(
                    atom.IsMarked ? atom.IsUndone : atom.IsDone || isWaiting,
                    Rule.RevertsWhatRan, $"{atom.Atom.Name} is {atom.State.ToName()} after a failure that concerned {(atom.IsMarked ? "it" : "others")}.");
            }
        }
    }
}
