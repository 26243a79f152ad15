using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Flows as users write them, run by the engine.</summary>
public sealed class FlowOfTasksTests
{
    [Fact]
    public async Task Run_AFlowOfClassesAndLambdas_HandsValuesFromOneToTheOther()
    {
        await using ServiceProvider services = Services();
        Flow flow = Flow.Linear("order")
            .Add(FlowTask.Of<ReserveSeat>("reserve").Providing("seat"))
            .Add(FlowTask.From("price", (string seat, int count = 2) => (total: 12.5m * count, currency: $"{seat[^1]}UR")))
            .Add(FlowTask.From("charge", (decimal amount, string currency) => $"{amount} {currency}").Rebinding("amount", "total").Providing("receipt"));

        await using FlowEngine engine = await FlowEngine.CreateAsync(
            services.GetRequiredService<IFlowStorageFactory>(), flow, Values(), new FlowEngineOptions { Services = services });

        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal("25.0 AUR", await engine.Storage.FetchAsync<string>("receipt"));
        Assert.Equal(["reserve 7A for Ann", "disposed"], services.GetRequiredService<Seats>().Log);
    }

    [Fact]
    public async Task Run_AValueOfTheWrongType_RevertsTheFlowAndNamesTheArgument()
    {
        await using ServiceProvider services = Services();
        Flow flow = Flow.Linear("order")
            .Add(FlowTask.Of<ReserveSeat>("reserve").Providing("seat"))
            .Add(FlowTask.From("charge", (decimal seat) => seat));
        await using FlowEngine engine = await FlowEngine.CreateAsync(
            services.GetRequiredService<IFlowStorageFactory>(), flow, Values(), new FlowEngineOptions { Services = services });

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Contains("'seat' (symbol 'seat') of task 'charge' has to be decimal", error.Message, StringComparison.Ordinal);
        Assert.Equal(State.Reverted, await engine.Storage.GetFlowStateAsync());
        Assert.Equal("free 7A of Ann, no failure, charge", services.GetRequiredService<Seats>().Log[2]);
    }

    [Fact]
    public async Task Run_AResultThatCannotBeStored_RevertsTheFlow()
    {
        await using ServiceProvider services = Services();
        Flow flow = Flow.Linear("order").Add(FlowTask.From("divide", () => double.NaN).Providing("quotient"));
        await using FlowEngine engine = await FlowEngine.CreateAsync(services.GetRequiredService<IFlowStorageFactory>(), flow);

        await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Equal(State.Reverted, await engine.Storage.GetFlowStateAsync());
    }

    [Fact]
    public async Task Run_AServiceIsMissing_IsRefusedBeforeAnythingIsRun()
    {
        await using ServiceProvider services = new ServiceCollection().AddTaskFlow("memory").BuildServiceProvider();
        bool ran = false;
        Flow flow = Flow.Linear("order").Add(FlowTask.From("first", () => { ran = true; }), FlowTask.Of<ReserveSeat>("reserve"));
        await using FlowEngine engine = await FlowEngine.CreateAsync(
            services.GetRequiredService<IFlowStorageFactory>(), flow, Values(), new FlowEngineOptions { Services = services });

        var error = await Assert.ThrowsAsync<TaskDeclarationException>(() => engine.RunAsync());

        Assert.Contains("'reserve' lacks service", error.Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [Fact]
    public async Task Remake_AFlowThatWasSuspended_RunsOnInAnotherHost()
    {
        await using ServiceProvider services = Services();
        var storages = services.GetRequiredService<IFlowStorageFactory>();
        var factories = services.GetRequiredService<FlowFactories>();
        FlowDetail detail = factories.CreateDetail("trip", new TripArgs("Ann"), "f");
        await storages.Backend.Connect().SaveLogBookAsync(new LogBook("book", "b") { detail });
        var options = new FlowEngineOptions { Services = services };
        await using (FlowEngine first = await FlowEngine.LoadAsync(storages, "f", factories.Remake(detail), options))
        {
            await foreach (EngineStep step in first.RunByStepAsync())
            {
                if (await first.Storage.GetAtomStateAsync("reserve") == State.Success)
                {
                    break;
                }
            }
        }

        Flow again = factories.Remake(await storages.Backend.Connect().GetFlowDetailsAsync("f"));
        await using FlowEngine second = await FlowEngine.LoadAsync(storages, "f", again, options);

        Assert.Equal(State.Success, await second.RunAsync());
        Assert.Equal("7A paid by Ann", await second.Storage.FetchAsync<string>("receipt"));
        Assert.Equal(["reserve 7A for Ann", "disposed"], services.GetRequiredService<Seats>().Log);
    }

    private static Dictionary<string, Document> Values() =>
        new() { ["passenger"] = Document.From("Ann"), ["row"] = Document.From(7) };

    private static ServiceProvider Services() => new ServiceCollection()
        .AddTaskFlow("memory")
        .AddSingleton<Seats>()
        .AddFlow("trip", (TripArgs args) => Flow.Linear("trip")
            .Add(FlowTask.Of<ReserveSeat>("reserve").Injecting("passenger", args.Passenger).Injecting("row", 7).Providing("seat"))
            .Add(FlowTask.From("pay", (string seat) => $"{seat} paid by {args.Passenger}").Providing("receipt")))
        .BuildServiceProvider();

    public sealed record TripArgs(string Passenger);
}
