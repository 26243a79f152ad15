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
        var storages = provider.GetRequiredService<IFlowStorageFactory>();
        var factories = provider.GetRequiredService<FlowFactories>();
        var options = new FlowEngineOptions { Services = provider, MaxDegreeOfParallelism = 4 };

        // Once, when the order comes in: what the flow is made of is kept with it.
        FlowDetail detail = factories.CreateDetail("ship", new Order("C-17", Boxes: 2), uuid: "order-4711-ship");
        await storages.Backend.Connect().SaveLogBookAsync(new LogBook("orders", uuid: "order-4711") { detail });

        // In every run, the first and those after a crash, in whichever process: what is done is not done again.
        detail = await storages.Backend.Connect().GetFlowDetailsAsync("order-4711-ship");
        await using FlowEngine engine = await FlowEngine.LoadAsync(storages, detail.Uuid, factories.Remake(detail), options);
        await engine.RunAsync();                                // throws what a task threw, once all is undone
        string? receipt = await engine.Storage.FetchAsync<string>("receipt");
        // </example>
        return receipt;
    }

    private sealed record Order(string Customer, int Boxes);
}
