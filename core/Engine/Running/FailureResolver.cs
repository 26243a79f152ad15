namespace Orleans.TaskFlow;

/// <summary>Asks retries what is to be done about a failure, and has it done.</summary>
internal sealed class FailureResolver(RunContext context, Frontier frontier, AtomWriter writer, AtomCaller caller)
{
    public async Task ResolveAsync(int node, Failure failure)
    {
        ExecutionGraph graph = context.Graph;
        var decisions = new List<(int Retry, RetryDecision Decision)>();
        for (int failed = node; graph[failed].Retry is var retry and >= 0; failed = retry)
        {
            await context.Storage.SaveRetryFailureAsync(graph[retry].Name, graph[failed].Name, failure);
            RetryDecision decision = await caller.AskAsync(graph[retry]);
            decisions.Add((retry, decision));
            if (decision != RetryDecision.Revert)
            {
                break;
            }
        }

        await writer.ApplyAsync(Resolution.Of(graph, frontier.IntentionOf, decisions, context.Options.DeferReverts));
    }
}
