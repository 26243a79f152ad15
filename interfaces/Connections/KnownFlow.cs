namespace Orleans.TaskFlow;

/// <summary>What the detail of a flow says about how it is run.</summary>
internal static class KnownFlow
{
    /// <summary>The factory that made it.</summary>
    /// <exception cref="FlowFactoryException">The detail does not say it.</exception>
    public static string FactoryOf(FlowDetail detail) => FactoryNote.Of(detail).Name;

    /// <summary>How it stands, where nobody runs it.</summary>
    /// <param name="detail">The detail, with those of its atoms.</param>
    /// <param name="error">Why nobody does.</param>
    public static FlowOutcome OutcomeOf(FlowDetail detail, Exception error) =>
        FlowOutcome.Of(detail, isRunning: false, Failure.FromException(error));
}
