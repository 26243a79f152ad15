namespace Orleans.TaskFlow.Cli;

/// <summary>What a list says of one flow.</summary>
/// <param name="Book">The logbook that it is in.</param>
/// <param name="Flow">The flow, with or without its atoms.</param>
/// <param name="States">How many of its atoms are in each state.</param>
/// <param name="Bytes">The length of its atoms' documents.</param>
internal sealed record FlowSummary(LogBook Book, FlowDetail Flow, IReadOnlyDictionary<State, int> States, long Bytes)
{
    public int Atoms => States.Values.Sum();

    public static async Task<FlowSummary> OfAsync(IConnection connection, LogBook book, FlowDetail flow, CancellationToken cancellationToken)
    {
        var states = new Dictionary<State, int>();
        long bytes = 0;
        await foreach (AtomDetail atom in connection.GetAtomsForFlowAsync(flow.Uuid, cancellationToken))
        {
            State state = atom.State ?? State.Pending;
            states[state] = states.GetValueOrDefault(state) + 1;
            bytes += atom.ToDocument().Utf8.Length;
        }

        return new FlowSummary(book, flow, states, bytes);
    }
}
