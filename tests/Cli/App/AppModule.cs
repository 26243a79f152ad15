using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Cli.App;

/// <summary>The flows of a program, as the command line finds them.</summary>
public sealed class AppModule : IFlowModule
{
    public void Configure(IServiceCollection services) => services
        .AddSingleton<Warehouse>()
        .AddFlow("ship", (ShipOrder order) => Flow.Linear("shipping")
            .Add(FlowTask.From("reserve", (string customer, [Service] Warehouse warehouse) => warehouse.Reserve(customer, order.Boxes)).Providing("reservation"))
            .Add(Flow.Unordered("packing", Retry.Times(2))
                .Add(FlowTask.Of<Pack>("pack"))
                .Add(FlowTask.From("label", (string reservation) => $"to {reservation}")))
            .Add(FlowTask.From("send", () => "sent")))
        .AddFlow("undone", () => Flow.Linear("undone")
            .Add(FlowTask.From("first", () => 1))
            .Add(FlowTask.From("second", int () => throw new InvalidOperationException("out of paint"))))
        .AddFlow("stuck", () => Flow.Linear("stuck")
            .Add(TaskAtom.Create("first", (_, _) => new(Document.Null), (_, _) => throw new InvalidOperationException("cannot be undone")))
            .Add(FlowTask.From("second", int () => throw new InvalidOperationException("out of paint"))))
        .AddFlow("gated", (GateFile gate) => Flow.Linear("gated")
            .Add(FlowTask.From("before", () => 1))
            .Add(FlowTask.From("gate", async () =>
            {
                // It ends when it is told to from outside, and not when it is cancelled.
                while (!File.Exists(gate.Path))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20));
                }

                return 2;
            }))
            .Add(FlowTask.From("after", () => 3)));
}
