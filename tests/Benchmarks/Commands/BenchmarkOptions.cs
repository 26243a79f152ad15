namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What a run is to measure. An empty list stands for everything, or for what says most.</summary>
/// <param name="On">The subjects, by name.</param>
/// <param name="Scenarios">The scenarios, by name.</param>
/// <param name="Atoms">The numbers of atoms in a flow.</param>
/// <param name="Flows">The numbers of flows at the same time.</param>
/// <param name="Time">How long each side of a row is measured, in all.</param>
/// <param name="WithPeer">Whether Python TaskFlow is measured too.</param>
/// <param name="JsonFile">Where rows are written to as JSON; null for nowhere.</param>
/// <param name="Folder">Where databases are made and removed.</param>
/// <param name="RowsOnly">Whether another run, which started this one, prints the tables.</param>
public sealed record BenchmarkOptions(
    IReadOnlyList<string> On,
    IReadOnlyList<string> Scenarios,
    IReadOnlyList<int> Atoms,
    IReadOnlyList<int> Flows,
    TimeSpan Time,
    bool WithPeer,
    string? JsonFile,
    string Folder,
    bool RowsOnly);
