namespace Orleans.TaskFlow.Tests.Silos.Flows;

/// <summary>
/// A flow whose tasks note in a file when they begin and when they are undone: chains side by side, of tasks one after the other, then the
/// sum of what they returned. The first chain has a task that fails the first time, and a retry that tries the chain again.
/// </summary>
/// <param name="Log">The file.</param>
/// <param name="Chains">How many chains, one at least.</param>
/// <param name="Length">How many tasks in each, two at least; each returns 1.</param>
/// <param name="LongestWork">How long a task takes at most.</param>
/// <param name="Fails">Whether the flow fails in the end, so that all of it is undone.</param>
/// <param name="Gate">A file that has to be there before a third task of a chain begins; null for none.</param>
public sealed record LoggedFlow(string Log, int Chains, int Length, TimeSpan LongestWork, bool Fails, string? Gate = null)
{
    /// <summary>The task that returns the sum.</summary>
    public const string Sum = "sum";

    /// <summary>The name of a task.</summary>
    public static string TaskOf(int chain, int position) => $"{chain}.{position}";

    /// <summary>The flow itself.</summary>
    public Flow Draw()
    {
        Flow chains = Flow.Unordered("chains").Add([.. Enumerable.Range(0, Chains).Select(DrawChain)]);
        string[] results = [.. from chain in Enumerable.Range(0, Chains) from position in Enumerable.Range(0, Length) select $"r{TaskOf(chain, position)}"];
        Flow flow = Flow.Linear("logged").Add(chains).Add(FlowTask.Reduce(Sum, (int one, int other) => one + other, results));
        return Fails ? flow.Add(FlowTask.From("fail", static int () => throw new InvalidOperationException("As it was told to."))) : flow;
    }

    private FlowItem DrawChain(int chain)
    {
        Flow drawn = Flow.Linear($"chain {chain}", chain == 0 ? Retry.Times(3, name: "again") : null);
        return drawn.Add([.. Enumerable.Range(0, Length).Select(FlowItem (position) => FlowTask.Of<LoggedTask>(TaskOf(chain, position))
            .Injecting("log", Log)
            .Injecting("longestWork", LongestWork)
            .Injecting("failsFirst", chain == 0 && position == Length - 1)
            .Injecting("gate", position == 2 ? Gate : null)
            .Providing($"r{TaskOf(chain, position)}"))]);
    }
}
