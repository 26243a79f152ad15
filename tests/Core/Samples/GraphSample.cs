using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The sample of a graph with deciders. What stands between the marks is compared with its page, line by line.</summary>
internal static class GraphSample
{
    public static async Task<State> RunAsync(ServiceCollection services, string uri, int inStock, List<string> log)
    {
        // <example>
        services.AddTaskFlow(uri).AddFlow("supply", (Item item) => Flow.Graph("supply")
            .Add(FlowTask.From("count", () => Count(item.Name)).Providing("stock"))
            .Add(FlowTask.From("pick", (int stock) => log.Add($"pick 1 of {stock}")))
            .Add(FlowTask.From("buy", () => log.Add($"buy {item.Name}")))
            .Add(FlowTask.From("send", () => log.Add($"send {item.Name}")))
            .Link("count", "pick", done => done["count"].To<int>() > 0, DeciderDepth.Atom)
            .Link("count", "buy", done => done["count"].To<int>() == 0, DeciderDepth.Atom)
            .Link("pick", "send")
            .Link("buy", "send"));
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<IFlowRunner>();

        string uuid = await runner.StartAsync("supply", Document.From(new Item("lamp")));
        FlowOutcome outcome = (await runner.WaitAsync(uuid)).EnsureSuccess();
        // </example>
        return outcome.State;

        int Count(string name)
        {
            log.Add($"count {name}s");
            return inStock;
        }
    }

    private sealed record Item(string Name);
}
