using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What cannot be a task, or does not fit it, is refused where it is written, and the message says what and why.</summary>
public sealed class TaskDeclarationTests
{
    public static TheoryData<string, Func<object>, string[]> Wrong => new()
    {
        { "no method", () => FlowTask.Of<Empty>(), ["Empty", "no public method ExecuteAsync or Execute"] },
        { "two methods", () => FlowTask.Of<Two>(), ["Two", "2 public methods", "ExecuteAsync"] },
        { "two reverts", () => FlowTask.Of<TwoReverts>(), ["TwoReverts", "2 public methods", "Revert and RevertAsync"] },
        { "generic method", () => FlowTask.Of<Generic>(), ["Generic", "is generic"] },
        { "async void", () => FlowTask.From("t", Forgotten), ["'t'", "async and returns void"] },
        { "ref", () => FlowTask.From("t", (ref int count) => { }), ["'t'", "'count'", "by reference"] },
        { "out", () => FlowTask.From("t", (out int count) => { count = 1; }), ["'t'", "'count'", "by reference"] },
        { "span", () => FlowTask.From("t", (ReadOnlySpan<int> counts) => counts.Length), ["'t'", "'counts'", "refers to memory"] },
        { "function", () => FlowTask.From("t", (Func<int> make) => make()), ["'t'", "'make'", "is a function"] },
        { "service as a value", () => FlowTask.From("t", (IDisposable thing) => { }), ["'t'", "'thing'", "System.IDisposable", "abstract", "[Service]"] },
        { "type", () => FlowTask.From("t", (Type type) => { }), ["'t'", "'type'", "System.Type"] },
        { "handle", () => FlowTask.From("t", (nint handle) => { }), ["'t'", "'handle'"] },
        { "many constructors", () => FlowTask.From("t", (ManyWays made) => { }), ["'t'", "'made'", "no constructor"] },
        { "tuple as a value", () => FlowTask.From("t", ((int, int) pair) => { }), ["'t'", "'pair'", "(int, int)", "use a record"] },
        { "tuple in a value", () => FlowTask.From("t", (List<(int, int)> pairs) => { }), ["'t'", "'pairs'", "tuple", "use a record"] },
        { "tuple in a result", () => FlowTask.From("t", () => new Dictionary<string, (int, int)>()), ["'t'", "tuple", "use a record"] },
        { "tuple in a tuple", () => FlowTask.From("t", () => (1, (2, 3))), ["'t'", "item 2", "use a record"] },
        { "function as a result", () => FlowTask.From("t", () => new Action(() => { })), ["'t'", "System.Action", "is a function"] },
        { "task of a task", () => FlowTask.From("t", () => Task.FromResult(Task.CompletedTask)), ["'t'", "work to wait for"] },
        { "revert call of an execution", () => FlowTask.From("t", (TaskRevertCall call) => { }), ["'t'", "'call'", "only a revert"] },
        { "result of an execution", () => FlowTask.From("t", (TaskResult<int> made) => { }), ["'t'", "'made'", "only a revert"] },
        { "result that cannot be none", () => FlowTask.From("t", () => 1, (int result) => { }), ["'t'", "'result'", "int?", "TaskResult<int>"] },
        { "reference that cannot be none", () => FlowTask.From("t", () => "", (string result) => { }), ["'t'", "'result'", "string?"] },
        { "result of nothing", () => FlowTask.From("t", () => { }, (int? result) => { }), ["'t'", "returns nothing"] },
        { "two delegates", () => FlowTask.From("t", (Action)(() => { }) + (() => { })), ["'t'", "several functions"] },
        { "unknown argument", () => Pay().Rebinding("amonut", "total"), ["'pay'", "'amonut'", "'amount'"] },
        { "unknown argument of the revert", () => Pay().RebindingRevert("amount", "total"), ["'pay'", "'amount'", "it has none"] },
        { "unknown injection", () => Pay().Injecting("total", 5), ["'pay'", "'total'", "'amount'"] },
        { "injection that does not fit", () => Pay().Injecting("amount", "five"), ["'pay'", "'amount'", "decimal", "String"] },
        { "injection of null", () => Pay().Injecting<int?>("amount", null), ["'pay'", "'amount'", "decimal", "Null"] },
        { "two symbols for a value", () => Pay().Providing("a", "b"), ["'pay'", "'a', 'b'", "one value (decimal)"] },
        { "a symbol for nothing", () => FlowTask.From("t", () => { }).Providing("a"), ["'t'", "'a'", "returns nothing"] },
        { "too few for a tuple", () => FlowTask.From("t", () => (1, 2, 3)).Providing("a", "b"), ["'t'", "3 values", "(int, int, int)"] },
        { "one for a tuple", () => FlowTask.From("t", () => (1, 2)).Providing("a"), ["'t'", "2 values"] },
        { "too many for a tuple", () => FlowTask.From("t", () => (1, 2)).Providing("a", "b", "c"), ["'t'", "2 values"] },
        { "no such member", () => FlowTask.From("t", () => new ProvidingTests.Booked("", 1)).Providing("seat", "sum"), ["'t'", "'sum'", "'Seat', 'total_price'"] },
        { "no such part", () => FlowTask.From("t", () => (a: 1, b: 2)).ProvidingPart("x", "c"), ["'t'", "'c'", "'a', 'b'"] },
        { "no parts", () => Pay().ProvidingPart("x", "c"), ["'pay'", "'c'", "no parts"] },
        { "a symbol twice", () => FlowTask.From("t", () => (1, 2)).Providing("a", "a"), ["'t'", "'a'", "twice"] },
        { "an attribute that does not fit", () => FlowTask.From("t", [Provides("a", "b")] () => 1), ["'t'", "'a', 'b'", "one value"] },
        { "map over nothing", () => FlowTask.Map("m", (int a) => a), ["'m'", "at least 1"] },
        { "map over a value twice", () => FlowTask.Map("m", (int a) => a, "a", "b", "a"), ["'m'", "'a'", "twice"] },
        { "more symbols than values", () => FlowTask.Map("m", (int a) => a, "a", "b").Providing("x", "y", "z"), ["'m'", "2 values"] },
        { "reduce of one", () => FlowTask.Reduce("r", (int a, int b) => a, "a"), ["'r'", "at least 2"] },
        { "reduce of streams", () => FlowTask.Reduce("r", (Stream a, Stream b) => a, "a", "b"), ["'r'", "System.IO.Stream"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Declaration_ThatCannotWork_IsRefusedWithNames(string what, Func<object> declare, string[] says)
    {
        var error = Assert.Throws<TaskDeclarationException>(declare);

        Assert.All(says, part => Assert.True(error.Message.Contains(part, StringComparison.Ordinal), $"{what}: {error.Message}"));
    }

    [Fact]
    public void Declaration_WithoutANameOrSymbol_IsAnErrorOfUse()
    {
        Assert.Throws<ArgumentException>(() => FlowTask.From("", () => { }));
        Assert.Throws<ArgumentNullException>(() => FlowTask.From("t", null!));
        Assert.Throws<ArgumentException>(() => Pay().Providing(""));
        Assert.Throws<ArgumentException>(() => Pay().Rebinding("amount", ""));
        Assert.Throws<ArgumentException>(() => Pay().Requiring(""));
        Assert.Throws<ArgumentException>(() => FlowTask.Map("m", (int a) => a, ""));
        Assert.Throws<ArgumentException>(() => FlowTask.Of<ReserveSeat>(""));
    }

    [Fact]
    public void Check_ServicesThatAreMissing_AreNamedWithTheirTasks()
    {
        Flow flow = Flow.Linear("order").Add(
            FlowTask.Of<ReserveSeat>("reserve"),
            FlowTask.Of<Keyed>("pay"),
            FlowTask.Of<ManyConstructors>("many"),
            FlowTask.From("mail", ([Service] Seats seats, [Service] Uri? missing = null) => { }),
            FlowTask.Of<Two.One>("one"));
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();

        var error = Assert.Throws<TaskDeclarationException>(() => TaskServices.Check(flow.Compile().Atoms, services));
        var without = Assert.Throws<TaskDeclarationException>(() => TaskServices.Check(flow.Compile().Atoms, services: null));

        Assert.All(
            ["task 'reserve' lacks service Orleans.TaskFlow.Tests.Core.Seats for parameter 'seats'", "task 'pay'", "with key 'eur'", "task 'many'", "[ActivatorUtilitiesConstructor]", "task 'mail'"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("'one'", error.Message, StringComparison.Ordinal);
        Assert.Contains("FlowEngineOptions.Services", without.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ServicesThatAreThere_Pass()
    {
        Flow flow = Flow.Linear("order").Add(FlowTask.Of<ReserveSeat>("reserve"), FlowTask.Of<Keyed>("pay"), FlowTask.Of<ManyConstructors>("many"));
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton<Seats>()
            .AddKeyedSingleton<Seats>("eur")
            .AddTransient<ManyConstructors>()
            .BuildServiceProvider();

        TaskServices.Check(flow.Compile().Atoms, services);
    }

    private static FlowTask Pay() => FlowTask.From("pay", (decimal amount) => amount);

    private static async void Forgotten() => await Task.Yield();

    public sealed class Empty
    {
        public static void Execute()
        {
        }
    }

    public sealed class Two
    {
        public void ExecuteAsync()
        {
        }

        public void ExecuteAsync(int count)
        {
        }

        public sealed class One
        {
            public void Execute()
            {
            }
        }
    }

    public sealed class TwoReverts
    {
        public void Execute()
        {
        }

        public void Revert()
        {
        }

        public Task RevertAsync() => Task.CompletedTask;
    }

    public sealed class Generic
    {
        public void Execute<T>()
        {
        }
    }

    public sealed class ManyWays
    {
        public ManyWays(int count) => Count = count;

        public ManyWays(string count) => Count = int.Parse(count);

        public int Count { get; }
    }

    public sealed class ManyConstructors
    {
        public ManyConstructors()
        {
        }

        public ManyConstructors(Seats seats) => Seats = seats;

        public Seats? Seats { get; }

        public void Execute()
        {
        }
    }

    public sealed class Keyed([FromKeyedServices("eur")] Seats seats)
    {
        public int Execute() => seats.Log.Count;
    }
}
