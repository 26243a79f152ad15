namespace Orleans.TaskFlow;

/// <summary>A notification as it crosses the wire: of whichever type, in one shape.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.flow-event")]
internal sealed record FlowEvent
{
    [Id(0)]
    public required FlowEventKind Kind { get; init; }

    [Id(1)]
    public required string FlowUuid { get; init; }

    [Id(2)]
    public required string FlowName { get; init; }

    /// <summary>The atom; <see langword="null"/> if it is about the flow.</summary>
    [Id(3)]
    public string? AtomName { get; init; }

    [Id(4)]
    public State State { get; init; }

    [Id(5)]
    public State Previous { get; init; }

    /// <summary>What an atom returned, or what a task said about its progress.</summary>
    [Id(6)]
    public Document? Value { get; init; }

    [Id(7)]
    public Failure? Failure { get; init; }

    [Id(8)]
    public double Progress { get; init; }

    [Id(9)]
    public long Missed { get; init; }

    [Id(10)]
    public TimeSpan? Duration { get; init; }

    /// <summary>About how many bytes a notification takes in a message.</summary>
    public static long SizeOf(FlowNotification notification) => 256 + notification switch
    {
        AtomNotification atom => (atom.Result?.Utf8.Length ?? 0) + MessageLimit.SizeOf(atom.Failure),
        ProgressNotification progress => progress.Details?.Utf8.Length ?? 0,
        _ => 0,
    };

    /// <exception cref="NotSupportedException">There is no wire form of such a notification.</exception>
    public static FlowEvent Of(FlowNotification notification) => notification switch
    {
        FlowStateNotification flow => New(FlowEventKind.Flow, flow) with
        {
            State = flow.State,
            Previous = flow.Previous,
            Duration = flow.Duration,
        },
        TaskNotification task => OfAtom(FlowEventKind.Task, task),
        RetryNotification retry => OfAtom(FlowEventKind.Retry, retry),
        ProgressNotification progress => New(FlowEventKind.Progress, progress) with
        {
            AtomName = progress.TaskName,
            Progress = progress.Progress,
            Value = progress.Details,
        },
        MissedNotification missed => New(FlowEventKind.Missed, missed) with { Missed = missed.Count },
        _ => throw new NotSupportedException($"{notification.GetType()} has no wire form."),
    };

    public FlowNotification ToNotification() => Kind switch
    {
        FlowEventKind.Flow => new FlowStateNotification(FlowUuid, FlowName, State, Previous) { Duration = Duration },
        FlowEventKind.Task => new TaskNotification(FlowUuid, FlowName, AtomName!, State, Previous)
        {
            Result = Value,
            Failure = Failure,
            Duration = Duration,
        },
        FlowEventKind.Retry => new RetryNotification(FlowUuid, FlowName, AtomName!, State, Previous)
        {
            Result = Value,
            Failure = Failure,
            Duration = Duration,
        },
        FlowEventKind.Progress => new ProgressNotification(FlowUuid, FlowName, AtomName!, Progress, Value),
        _ => new MissedNotification(FlowUuid, FlowName, Missed),
    };

    private static FlowEvent OfAtom(FlowEventKind kind, AtomNotification atom) => New(kind, atom) with
    {
        AtomName = atom.AtomName,
        State = atom.State,
        Previous = atom.Previous,
        Value = atom.Result,
        Failure = atom.Failure,
        Duration = atom.Duration,
    };

    private static FlowEvent New(FlowEventKind kind, FlowNotification notification) =>
        new() { Kind = kind, FlowUuid = notification.FlowUuid, FlowName = notification.FlowName };
}
