namespace Orleans.TaskFlow.Cli;

/// <summary>Shows what happens to a flow.</summary>
internal interface IRunView
{
    /// <summary>Shows what <paramref name="work"/> tells it meanwhile.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>Says which flow it is, before anything else.</summary>
    void Begin(string flowUuid);

    /// <summary>Says which atoms there are, and in which state they were before anything was told of them.</summary>
    void Expect(IReadOnlyDictionary<string, State> atoms);

    void Tell(FlowNotification notification);

    /// <summary>Says how it ended; afterwards, when nothing moves any more.</summary>
    void End(FlowOutcome outcome);
}
