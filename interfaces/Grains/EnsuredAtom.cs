namespace Orleans.TaskFlow;

/// <summary>An atom that a storage was asked to ensure.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.ensured-atom")]
internal readonly record struct EnsuredAtom([property: Id(0)] string Uuid, [property: Id(1)] bool Added);
