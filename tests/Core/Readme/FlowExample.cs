using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The README's example of a flow. What stands between the marks is compared with the README, line by line.</summary>
internal static class FlowExample
{
    public static async Task<string?> RunAsync(string uri, Warehouse warehouse)
    {
        var services = new ServiceCollection();
        services.AddSingleton(warehouse);

        // <example>
        services.AddTaskFlow(uri).AddFlow("ship", (Order order) => Flow.Linear("ship")
            .Add(FlowTask.Of<Reserve>("reserve").Injecting("boxes", order.Boxes).Providing("reservation"))
            .Add(Flow.Unordered("billing", Retry.Times(3, delay: Backoff.Exponential(TimeSpan.FromMilliseconds(50))))
                .Add(FlowTask.From("price", () => 4.5m * order.Boxes).Providing("total"))
                .Add(FlowTask.From("tax", () => order.Customer.StartsWith('C') ? 0.21m : 0m).Providing("rate")))
            .Add(FlowTask.From("charge", (decimal total, decimal rate, [Service] Warehouse w) => w.Charge(total * (1 + rate))).Providing("receipt")));
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<IFlowRunner>();

        // As often as you like: it begins the flow, goes on with it where a process died, or finds it done.
        string uuid = await runner.StartAsync("ship", Document.From(new Order("C-17", Boxes: 2)), flowUuid: "order-4711-ship");
        FlowOutcome outcome = await runner.WaitAsync(uuid);
        outcome.EnsureSuccess();                                // throws what a task threw, once all is undone

        await using var storage = await provider.GetRequiredService<IFlowStorageFactory>().OpenAsync(uuid);
        string? receipt = await storage.GetExecuteResultAsync<string>("charge");
        // </example>
        return receipt;
    }

    private sealed record Order(string Customer, int Boxes);
}
