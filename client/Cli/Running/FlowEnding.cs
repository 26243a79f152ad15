namespace Orleans.TaskFlow.Cli;

/// <summary>What a command that ran or watched a flow ends with.</summary>
internal static class FlowEnding
{
    /// <summary>The flow was undone, or failed.</summary>
    public const int NotDone = 3;

    /// <summary>The flow can be resumed.</summary>
    public const int Suspended = 4;

    public static int ExitCodeOf(State state) => state switch
    {
        State.Success => 0,
        State.Failure or State.Reverted => NotDone,
        _ => Suspended,
    };

    /// <summary>Whether a flow in this state is not being run, and will not be by itself.</summary>
    public static bool IsEnd(State? state) => state is State.Success or State.Failure or State.Reverted or State.Suspended;

    /// <summary>Writes the last lines: how the flow stands, and which atoms failed how.</summary>
    public static void Write(TextWriter output, FlowOutcome outcome)
    {
        output.WriteLine($"{outcome.State.ToName()} {ShownText.Of(outcome.FlowName)} {outcome.FlowUuid}");
        foreach (var (atom, failure) in outcome.Failures.Concat(outcome.RevertFailures))
        {
            output.WriteLine($"  {ShownText.Of(atom)}: {failure.ExceptionTypeNames[0]}: {ShownText.Of(failure.Message)}");
        }
    }
}
