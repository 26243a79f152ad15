namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Notes what an engine tells, over both runs of a trace, and stops or suspends it at the moments that the trace gives.</summary>
internal sealed class EngineWatch(Moment? stopAfter, Moment? suspendAfter)
{
    private readonly Dictionary<(string Atom, string State), int> _times = [];

    /// <summary>The states of the flow.</summary>
    public List<string> Flow { get; } = [];

    /// <summary>The states of the atoms.</summary>
    public List<(string Atom, string State)> Atoms { get; } = [];

    /// <summary>Whether the moments of the trace still count: in the first run they do.</summary>
    public bool IsFirstRun { get; set; } = true;

    /// <summary>The engine that is suspended when it is time.</summary>
    public FlowEngine? Engine { get; set; }

    /// <exception cref="AbandonedException">The engine is to be abandoned here.</exception>
    public async ValueTask NoteAsync(FlowNotification notification)
    {
        switch (notification)
        {
            case FlowStateNotification flow:
                Flow.Add(flow.State.ToName());
                break;
            case AtomNotification atom:
                string state = atom.State.ToName();
                Atoms.Add((atom.AtomName, state));
                int nth = _times[(atom.AtomName, state)] = _times.GetValueOrDefault((atom.AtomName, state)) + 1;
                var now = new Moment(atom.AtomName, state, nth);
                if (IsFirstRun && now == suspendAfter)
                {
                    await Engine!.SuspendAsync();
                }

                if (IsFirstRun && now == stopAfter)
                {
                    throw new AbandonedException();
                }

                break;
        }
    }
}
