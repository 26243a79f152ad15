namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What outlives a process: the store, the drawn numbers, and what happened so far.</summary>
internal sealed class World(Drawing drawing, Random random)
{
    private readonly Dictionary<(string, bool), int> _calls = [];
    private ViolationException? _violation;

    public Drawing Drawing { get; } = drawing;

    public Random Random { get; } = random;

    public Judge Judge { get; } = new(drawing);

    public List<Event> History { get; } = [];

    public Process Process { get; set; } = new();

    public int Writes { get; set; }

    public bool IsViolated => _violation is not null;

    /// <exception cref="ViolationException">It must not happen.</exception>
    public void Happen(Event happened)
    {
        History.Add(happened);
        try
        {
            Judge.Take(happened);
        }
        catch (ViolationException violation)
        {
            _violation ??= violation;
            throw;
        }
    }

    /// <summary>Throws what the judge has said; where it said it, an engine may have caught it.</summary>
    public void ThrowIfViolated()
    {
        if (_violation is not null)
        {
            throw new ViolationException(_violation.Rule, _violation.Message);
        }
    }

    /// <summary>The code of an atom: it waits until it is drawn, and does what is drawn for it.</summary>
    public async ValueTask<Document> CallAsync(
        DrawnAtom atom, bool executes, AtomCall call, Func<int, ValueTask<Document>> result, CancellationToken cancellationToken)
    {
        int number = _calls[(atom.Name, executes)] = _calls.GetValueOrDefault((atom.Name, executes)) + 1;
        List<Deed> deeds = executes ? atom.Execute : atom.Revert;
        Deed deed = deeds.Count == 0 ? Deed.Returns : deeds[Math.Min(number, deeds.Count) - 1];
        Happen(new Event(Happening.Called)
        {
            Atom = atom.Name,
            Executes = executes,
            Arguments = call.Arguments.Where(pair => atom.Requires.Contains(pair.Key)).ToDictionary(),
        });
        var gate = new Gate(deed == Deed.Hangs);
        Process.Gates.Add(gate);
        var returned = new Event(Happening.Returned) { Atom = atom.Name, Executes = executes };
        try
        {
            await gate.PassAsync(cancellationToken);
            Document given = deed == Deed.Throws ? throw new BrokenDeedException($"{atom.Name} {number}") : await result(number);
            returned = returned with { Result = given };
            return given;
        }
        catch (OperationCanceledException)
        {
            returned = returned with { Interrupted = true };
            throw;
        }
        finally
        {
            Process.Gates.Remove(gate);
            Happen(returned);
        }
    }
}
