namespace Orleans.TaskFlow;

/// <summary>An atom as its flow lists it: all that there is of one that was never written.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.atom-listing")]
internal sealed record AtomListing
{
    [Id(0)]
    public required string Uuid { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required AtomKind Kind { get; init; }

    [Id(3)]
    public string? Version { get; init; }

    public static AtomListing Of(AtomDetail detail) =>
        new() { Uuid = detail.Uuid, Name = detail.Name, Kind = detail.Kind, Version = detail.Version };

    /// <summary>Whether the listing says everything that the detail does, so that it needs no record of its own yet.</summary>
    public static bool Suffices(AtomDetail detail) =>
        detail is { State: State.Pending, Intention: Intention.Execute, Failure: null, RevertFailure: null, RevertResults.IsNull: true, Meta.IsEmpty: true }
        && (detail is TaskDetail { Results.IsNull: true } or RetryDetail { Attempts.IsEmpty: true });

    /// <summary>The atom as it is until it is first written: PENDING, to be executed.</summary>
    public AtomDetail NewDetail()
    {
        AtomDetail detail = AtomDetailDocument.New(Kind, Name, Uuid);
        detail.State = State.Pending;
        detail.Version = Version;
        return detail;
    }
}
