namespace Orleans.TaskFlow.Tests.Simulation;

// What has to hold when an atom runs, is ignored, or is undone.
public sealed partial class Judge
{
    private void CheckRuns(AtomRecord atom, State from)
    {
        string name = atom.Atom.Name;
        CheckOrder(name);
        Require(!atom.IsMarked && atom.Intention == Intention.Execute, Rule.RevertsWhatRan, $"{name} runs, though it is to be reverted.");
        Require(!_stopped, Rule.RevertsWhatRan, $"{name} runs after a revert failed.");
        Require(from != State.Pending || Refusal(name) is null, Rule.RunsInOrder, $"{name} runs, though a decider refuses it.");
    }

    private void CheckOrder(string name)
    {
        string? undone = _relations.Before[name].FirstOrDefault(before => !_atoms[before].IsDone);
        Require(undone is null, Rule.RunsInOrder, $"{name} runs while {undone} before it is {(undone is null ? "" : _atoms[undone].State.ToName())}.");
    }

    private void CheckIgnored(AtomRecord ignored)
    {
        string name = ignored.Atom.Name;
        bool isRefused = Refusal(name) is not null && _relations.Before[name].All(before => _atoms[before].IsDone);
        bool isReached = _atoms.Values.Any(target =>
            target.State == State.Pending
            && _relations.Before[target.Atom.Name].All(before => _atoms[before].IsDone)
            && Refusal(target.Atom.Name) is { } depth
            && _relations.Reach(target.Atom.Name, depth).Contains(name));
        Require(isRefused || isReached, Rule.RunsInOrder, $"{name} is ignored, though nothing refuses it.");
        if (isRefused && !isReached)
        {
            string? left = _relations.Reach(name, Refusal(name)!.Value).FirstOrDefault(reached => _atoms[reached].State != State.Ignore);
            Require(left is null, Rule.RunsInOrder, $"{left} is not ignored with {name}.");
        }
    }

    // The widest depth of the deciders that refuse an atom; null if none does.
    private DeciderDepth? Refusal(string name)
    {
        var links = _relations.Deciders(name).Where(link => link.From is null || _atoms[link.From.Name].State != State.Ignore).ToList();
        var history = links.Where(link => link.From is not null)
            .DistinctBy(link => link.From!.Name)
            .ToDictionary(link => link.From!.Name, link => _atoms[link.From!.Name].Result);
        var refusing = links.Where(link => !link.Link.Decider!.Allows(history)).ToList();
        return refusing.Count == 0 ? null : refusing.Min(link => link.Link.Depth);
    }

    private void CheckUndoes(AtomRecord atom)
    {
        string name = atom.Atom.Name;
        string? left = _relations.After[name].FirstOrDefault(after => !_atoms[after].IsUndone);
        Require(left is null, Rule.RevertsWhatRan, $"{name} is undone while {left} after it is {(left is null ? "" : _atoms[left].State.ToName())}.");
    }

    // What is interrupted stays as it is, unless that was because its time was over.
    private void CheckReturned(AtomRecord atom, bool executes, bool returns, bool timedOut = false) => Require(
        atom.Returned is { } returned && returned.Interrupted == timedOut && returned.Executes == executes && returned.Result is not null == returns,
        Rule.StoresFirst, $"{atom.Atom.Name} became {atom.State.ToName()}, but its code did not say so.");

    private void CheckThrew(AtomRecord atom, bool executes, Document? failure)
    {
        bool timedOut = atom.Returned is { Interrupted: true } && atom.Atom is DrawnTask { Timeout: > 0 };
        CheckReturned(atom, executes, returns: false, timedOut);
        Require(
            !timedOut || !executes || failure?.ToString().Contains(nameof(TimeoutException), StringComparison.Ordinal) is true,
            Rule.StoresFirst, $"{atom.Atom.Name}'s time was over, but {failure} was stored.");
    }

    private void CheckExecuted(AtomRecord atom)
    {
        string name = atom.Atom.Name;
        Require(atom.State != State.Success, Rule.RunsOnce, $"{name} is executed again after its success is durable.");
        Require(!atom.IsCalled && atom.CalledIn != _run, Rule.RunsOnce, $"{name} is executed twice in one run.");
        Require(atom.State == State.Running, Rule.StoresFirst, $"{name} is executed while it is {atom.State.ToName()} in the store.");
        CheckOrder(name);
    }

    private void CheckReverted(AtomRecord atom)
    {
        string name = atom.Atom.Name;
        Require(atom.State != State.Pending, Rule.RevertsWhatRan, $"{name} is reverted, but never ran.");
        Require(!atom.IsCalled && atom.RevertedIn != _run, Rule.RevertsWhatRan, $"{name} is reverted twice in one run.");
        Require(atom.State == State.Reverting, Rule.StoresFirst, $"{name} is reverted while it is {atom.State.ToName()} in the store.");
        CheckUndoes(atom);
    }
}
