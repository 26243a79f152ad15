namespace Orleans.TaskFlow;

/// <summary>The names that states and intentions have in every store: the seeds' own, such as <c>REVERT_FAILURE</c>.</summary>
public static class StateNames
{
    private static readonly string[] _states =
    [
        "PENDING", "RUNNING", "SUCCESS", "FAILURE", "REVERTING", "REVERTED", "REVERT_FAILURE", "RETRYING", "IGNORE",
        "SUSPENDING", "SUSPENDED", "RESUMING",
    ];

    private static readonly string[] _intentions = ["EXECUTE", "IGNORE", "REVERT", "RETRY"];

    /// <summary>The stored name of a state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public static string ToName(this State state) => NameOf(_states, (int)state, nameof(state));

    /// <summary>The stored name of an intention.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public static string ToName(this Intention intention) => NameOf(_intentions, (int)intention, nameof(intention));

    /// <summary>The state of that name; <see langword="null"/> stands for no state.</summary>
    /// <exception cref="InvalidFormatException">No state has that name; the message lists those that exist.</exception>
    public static State? ParseState(string? name) => (State?)IndexOf(_states, name, "state");

    /// <summary>The intention of that name; <see langword="null"/> stands for no intention.</summary>
    /// <exception cref="InvalidFormatException">No intention has that name; the message lists those that exist.</exception>
    public static Intention? ParseIntention(string? name) => (Intention?)IndexOf(_intentions, name, "intention");

    /// <summary>The state itself, if there is such a one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    internal static State Known(State state)
    {
        _ = state.ToName();
        return state;
    }

    /// <summary>The intention itself, if there is such a one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    internal static Intention Known(Intention intention)
    {
        _ = intention.ToName();
        return intention;
    }

    private static string NameOf(string[] names, int value, string parameter) =>
        (uint)value < (uint)names.Length
            ? names[value]
            : throw new ArgumentOutOfRangeException(parameter, value, $"There is no such {parameter}.");

    private static int? IndexOf(string[] names, string? name, string what)
    {
        if (name is null)
        {
            return null;
        }

        int index = Array.IndexOf(names, name);
        return index >= 0
            ? index
            : throw new InvalidFormatException($"There is no {what} '{name}'; it is one of {string.Join(", ", names)}.");
    }
}
