using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>The colour of each state: green is done, red failed, yellow under way, blue on the way back, grey not begun.</summary>
internal static class StateStyle
{
    public static Style Of(State? state) => state switch
    {
        State.Success => Color.Green,
        State.Failure or State.RevertFailure => Color.Red,
        State.Running or State.Resuming or State.Retrying => Color.Yellow,
        State.Reverting or State.Reverted => Color.Blue,
        State.Suspending or State.Suspended => Color.Fuchsia,
        _ => Color.Grey,
    };

    /// <summary>A flow or atom without a state is PENDING.</summary>
    public static string NameOf(State? state) => (state ?? State.Pending).ToName();

    public static Text Text(State? state) => new(NameOf(state), Of(state));

    /// <summary>How many there are of each state, in the order of the states.</summary>
    public static Paragraph Counts(IReadOnlyDictionary<State, int> counts)
    {
        var text = new Paragraph();
        foreach (var (state, count) in counts.OrderBy(pair => pair.Key))
        {
            text.Append($"{count} {NameOf(state)}  ", Of(state));
        }

        return text;
    }
}
