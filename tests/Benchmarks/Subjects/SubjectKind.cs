namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A kind of subject that can be asked for.</summary>
/// <param name="Name">What <c>--on</c> calls it.</param>
/// <param name="Peer">The backend of Python TaskFlow that it is compared with.</param>
/// <param name="StartAsync">Starts one, which keeps its files in the folder given.</param>
public sealed record SubjectKind(string Name, string Peer, Func<string, Task<ISubject>> StartAsync)
{
    /// <summary>The scenarios that a whole run measures on it, at 100 atoms only; null for all, at every number of atoms.</summary>
    public IReadOnlyList<string>? Sample { get; init; }

    /// <summary>The runs of flows that a whole run measures on it.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];
}
