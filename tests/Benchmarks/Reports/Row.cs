namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What one scenario came to. Null is what was not measured.</summary>
/// <param name="On">The subject.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Atoms">How many atoms each flow had.</param>
/// <param name="Flows">How many flows had a caller each, at the same time.</param>
/// <param name="PerS">Calls a second, of all callers together; of a flow that is run, tasks.</param>
/// <param name="PeerPerS">The same of Python TaskFlow.</param>
/// <param name="LimitPerS">How often a second the bare operation below it can be done.</param>
public sealed record Row(string On, string Scenario, int Atoms, int Flows, double PerS, double? PeerPerS, double? LimitPerS)
{
    /// <summary>How often the store committed for each task of a flow that was run.</summary>
    public double? CommitsPerTask { get; init; }

    /// <summary>How many times as fast as the peer.</summary>
    public double? Ratio => PeerPerS > 0 ? PerS / PeerPerS : null;

    /// <summary>What part of the raw limit was reached.</summary>
    public double? OfLimit => PerS / LimitPerS;
}
