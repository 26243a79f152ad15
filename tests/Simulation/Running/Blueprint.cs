namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Builds the engine's flow from a drawing.</summary>
internal static class Blueprint
{
    /// <exception cref="TaskFlowException">The library refuses such a flow.</exception>
    public static Flow Build(DrawnFlow drawn, World world)
    {
        RetryAtom? retry = drawn.Retry is null ? null : SimulatedRetry.Of(drawn.Retry, world);
        Flow flow = drawn.Pattern switch
        {
            FlowPattern.Linear => Flow.Linear(drawn.Name, retry),
            FlowPattern.Unordered => Flow.Unordered(drawn.Name, retry),
            _ => Flow.Graph(drawn.Name, retry),
        };
        flow = flow.Add([.. drawn.Children.Select(child => child is DrawnFlow inner ? Build(inner, world) : (FlowItem)new SimulatedTask((DrawnTask)child, world))]);
        foreach (DrawnLink link in drawn.Links)
        {
            flow = link.Decider is null ? flow.Link(link.From, link.To) : flow.Link(link.From, link.To, link.Decider.Allows, link.Depth);
        }

        return flow;
    }
}
