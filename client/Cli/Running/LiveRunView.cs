using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>A bar for the flow, and one for each task that is under way, as many as the terminal has lines for.</summary>
internal sealed class LiveRunView(IAnsiConsole console, TextWriter output) : IRunView
{
    /// <summary>Lines that are not for tasks: the flow's, empty ones, and the one to type on.</summary>
    private const int OtherLines = 6;

    private readonly Dictionary<string, State> _atoms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
    private ProgressContext? _context;
    private ProgressTask? _flow;

    public Task ShowAsync(Func<Task> work) => console.Progress()
        .HideCompleted(true)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(async context =>
        {
            _context = context;
            _flow = context.AddTask("flow");
            await work();
        });

    public void Begin(string flowUuid) => output.WriteLine($"flow {ShownText.Of(flowUuid)}");

    public void Expect(IReadOnlyDictionary<string, State> atoms)
    {
        foreach (var (name, state) in atoms)
        {
            _atoms.TryAdd(name, state);
        }

        Count();
    }

    public void Tell(FlowNotification notification)
    {
        switch (notification)
        {
            case FlowStateNotification flow when _flow is not null:
                _flow.Description = $"{Markup.Escape(ShownText.Short(flow.FlowName))} {flow.State.ToName()}";
                break;
            case AtomNotification atom:
                _atoms[atom.AtomName] = atom.State;
                Show(atom);
                Count();
                break;
            case ProgressNotification progress when _bars.TryGetValue(progress.TaskName, out ProgressTask? bar):
                bar.IsIndeterminate = false;
                // A bar that is full is taken away, and the task has not ended yet.
                bar.Value = Math.Min(progress.Progress, 0.999);
                break;
        }
    }

    public void End(FlowOutcome outcome) => FlowEnding.Write(output, outcome);

    private void Show(AtomNotification atom)
    {
        bool isUnderWay = atom.State is State.Running or State.Reverting;
        if (_bars.TryGetValue(atom.AtomName, out ProgressTask? bar))
        {
            if (!isUnderWay)
            {
                bar.Value = bar.MaxValue;
                bar.StopTask();
                _bars.Remove(atom.AtomName);
            }
        }
        else if (isUnderWay && _context is not null && _bars.Count < console.Profile.Height - OtherLines)
        {
            bar = _context.AddTask($"  {Markup.Escape(ShownText.Short(atom.AtomName))} {atom.State.ToName()}", maxValue: 1);
            bar.IsIndeterminate = true;
            _bars.Add(atom.AtomName, bar);
        }
    }

    private void Count()
    {
        if (_flow is not null)
        {
            // One more than there is to do: the bar stays until the flow has ended.
            _flow.MaxValue = _atoms.Count + 0.001;
            _flow.Value = _atoms.Values.Count(state => state is not (State.Pending or State.Running or State.Reverting or State.Retrying));
        }
    }
}
