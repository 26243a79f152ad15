namespace Orleans.TaskFlow.Cli;

/// <summary>What a list says of one logbook.</summary>
/// <param name="Book">The logbook, without its flows.</param>
/// <param name="States">How many of its flows are in each state.</param>
internal sealed record BookSummary(LogBook Book, IReadOnlyDictionary<State, int> States)
{
    public int Flows => States.Values.Sum();

    public static async Task<BookSummary> OfAsync(IConnection connection, LogBook book, CancellationToken cancellationToken)
    {
        var states = new Dictionary<State, int>();
        await foreach (FlowDetail flow in connection.GetFlowsForBookAsync(book.Uuid, lazy: true, cancellationToken))
        {
            State state = flow.State ?? State.Pending;
            states[state] = states.GetValueOrDefault(state) + 1;
        }

        return new BookSummary(book, states);
    }
}
