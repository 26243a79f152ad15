using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Tasks made of classes.</summary>
public sealed class FlowTaskOfTests
{
    private readonly Seats _seats = new();

    [Fact]
    public async Task Of_AClass_IsMadeByItsConstructorAndCalledWithValuesOfItsParametersNames()
    {
        FlowTask reserve = FlowTask.Of<ReserveSeat>("reserve").Providing("seat");

        Document result = await reserve.RunAsync(new { passenger = "Ann", row = 7 }, Services());

        Assert.Equal("7A", result.To<string>());
        Assert.Equal(["reserve 7A for Ann", "disposed"], _seats.Log);
        Assert.Equal(["passenger", "row"], reserve.Requires.Order());
        Assert.Equal(["seat"], reserve.Provides);
    }

    [Fact]
    public async Task Of_AnOptionalParameter_GetsAValueWhereThereIsOne()
    {
        Document result = await FlowTask.Of<ReserveSeat>().RunAsync(new { passenger = "Ann", row = 7, letter = "C" }, Services());

        Assert.Equal("7C", result.To<string>());
    }

    [Fact]
    public void Of_WithoutAName_IsNamedForItsClass()
    {
        Assert.Equal("ReserveSeat", FlowTask.Of<ReserveSeat>().Name);
        Assert.Equal("Load<int>", FlowTask.Of<Load<int>>().Name);
        Assert.Equal("again", FlowTask.Of<ReserveSeat>().WithName("again").Name);
    }

    [Fact]
    public async Task Of_ARevert_GetsItsResultTheFailuresAndInputs()
    {
        FlowTask reserve = FlowTask.Of<ReserveSeat>();
        var failures = new Dictionary<string, Failure> { ["charge"] = Failure.FromException(new InvalidOperationException("no money")) };

        await reserve.UndoAsync(new { passenger = "Ann" }, Document.From("7A"), failures: failures, services: Services());
        await reserve.UndoAsync(new { passenger = "Bob" }, failure: Failure.FromException(new InvalidOperationException("full")), services: Services());

        Assert.Equal(["free 7A of Ann, no failure, charge", "disposed", "free nothing of Bob, full, ", "disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_NoRevert_WantsNothingAndIsNotMade()
    {
        FlowTask load = FlowTask.Of<Load<int>>();

        Assert.Empty(load.Contract.RevertArguments!.Value);
        Assert.True((await load.UndoAsync()).IsNull);
    }

    [Fact]
    public async Task Of_RegisteredClass_ComesFromAScopeOfItsOwn()
    {
        await using ServiceProvider services = new ServiceCollection().AddSingleton(_seats).AddScoped<ReserveSeat>().BuildServiceProvider(validateScopes: true);

        await FlowTask.Of<ReserveSeat>().RunAsync(new { passenger = "Ann", row = 1 }, services);
        await FlowTask.Of<ReserveSeat>().RunAsync(new { passenger = "Bob", row = 2 }, services);

        Assert.Equal(["reserve 1A for Ann", "disposed", "reserve 2A for Bob", "disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_ScopedServiceInTheConstructor_IsMadeForTheCallAndDisposedAfterTheTask()
    {
        await using ServiceProvider services = new ServiceCollection().AddSingleton(_seats).AddScoped<Session>().BuildServiceProvider(validateScopes: true);

        await FlowTask.Of<UsesSession>().RunAsync(services: services);

        Assert.Equal(["uses", "task disposed", "session disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_TheTaskThrows_IsDisposedAllTheSame()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => FlowTask.Of<ReserveSeat>()
            .RunAsync(new { passenger = "Ann", row = 1 }, Services(), cancellationToken: cancelled.Token));

        Assert.Equal(["disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_AnInterface_IsTheServiceThatIsRegistered()
    {
        await using ServiceProvider services = new ServiceCollection().AddTransient<ILoad, Load<int>>().BuildServiceProvider();

        Assert.Equal(5, (await FlowTask.Of<ILoad>().RunAsync(new { id = 5 }, services)).To<int>());
    }

    [Fact]
    public async Task Of_NothingToAskFor_NeedsNoServices() =>
        Assert.Equal(5, (await FlowTask.Of<Load<int>>().RunAsync(new { id = 5 })).To<int>());

    [Fact]
    public void Of_Tasks_AreLinkedInAGraphByTheirSymbols()
    {
        Flow flow = Flow.Graph("order").Add(
            FlowTask.From("charge", (string seat) => { }),
            FlowTask.Of<ReserveSeat>("reserve").Providing("seat"));

        FlowLink link = Assert.Single(flow.Links);
        Assert.Equal(("reserve", "charge"), (link.From.Name, link.To.Name));
        Assert.Equal(["passenger", "row"], flow.Requires.Order());
    }

    [Fact]
    public async Task Rebinding_AnArgument_ChangesWhereExecutionAndRevertTakeItFrom()
    {
        FlowTask reserve = FlowTask.Of<ReserveSeat>().Rebinding("passenger", "customer").RebindingRevert("passenger", "payer").Injecting("row", 9);

        Document result = await reserve.RunAsync(new { customer = "Ann" }, Services());
        await reserve.UndoAsync(new { payer = "Zoe" }, result, services: Services());

        Assert.Equal(["customer", "payer"], reserve.Requires.Order());
        Assert.Equal("reserve 9A for Ann", _seats.Log[0]);
        Assert.Equal("free 9A of Zoe, no failure, ", _seats.Log[2]);
    }

    [Fact]
    public async Task Injecting_BeforeRebinding_StaysWithTheArgument()
    {
        FlowTask task = FlowTask.From("pay", (string currency) => currency).Injecting("currency", "EUR").Rebinding("currency", "money");

        Assert.Equal("EUR", (await task.RunAsync()).To<string>());
        Assert.Equal(["money"], task.Contract.Injected.Keys);
        Assert.Empty(task.Requires);
    }

    [Fact]
    public async Task Requiring_WithoutAParameter_IsWaitedForAndInTheCall()
    {
        FlowTask task = FlowTask.From("last", (TaskCall call) => call.Arguments["done"].To<int>()).Requiring("done", "done");

        Assert.Equal(["done"], task.Requires);
        Assert.Equal(3, (await task.RunAsync(new { done = 3 })).To<int>());
    }

    [Fact]
    public void With_VersionAndPriority_AreInTheContractOfTheNewTaskOnly()
    {
        FlowTask task = FlowTask.Of<ReserveSeat>();
        FlowTask changed = task.WithVersion("1.2").WithPriority(5);

        Assert.Equal(("1.2", 5), (changed.Contract.Version, changed.Contract.Priority));
        Assert.Equal((null, 0), (task.Contract.Version, task.Contract.Priority));
    }

    private ServiceProvider Services() => new ServiceCollection().AddSingleton(_seats).BuildServiceProvider();

    public interface ILoad
    {
        int Execute(int id);
    }

    public sealed class Load<T> : ILoad
    {
        public int Execute(int id) => id;
    }

    public sealed class Session(Seats seats) : IDisposable
    {
        public void Use() => seats.Log.Add("uses");

        public void Dispose() => seats.Log.Add("session disposed");
    }

    public sealed class UsesSession(Session session, Seats seats) : IAsyncDisposable
    {
        public ValueTask ExecuteAsync()
        {
            session.Use();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            seats.Log.Add("task disposed");
            return ValueTask.CompletedTask;
        }
    }
}
