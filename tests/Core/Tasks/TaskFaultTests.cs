using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What goes wrong in a call fails it, with a message that names what, and shows no value.</summary>
public sealed class TaskFaultTests
{
    private const string Secret = "4711-0815";

    public static TheoryData<string, FlowTask, object, string[]> Misfits => new()
    {
        { "text for a number", FlowTask.From("pay", (decimal amount) => { }), new { amount = Secret }, ["'amount' (symbol 'amount')", "'pay'", "decimal", "String"] },
        { "rebound", FlowTask.From("pay", (int amount) => { }).Rebinding("amount", "total"), new { total = Secret }, ["'amount' (symbol 'total')", "int"] },
        { "fraction for an int", FlowTask.From("pay", (int amount) => { }), new { amount = 4711.0815 }, ["int", "Number"] },
        { "number too great", FlowTask.From("pay", (byte amount) => { }), new { amount = 4711 }, ["byte", "Number"] },
        { "object for a list", FlowTask.From("pay", (List<int> amount) => { }), new { amount = new { Secret } }, ["System.Collections.Generic.List<int>", "Object"] },
        { "inside of a record", FlowTask.From("pay", (Card amount) => { }), new { amount = new { Number = "x", Year = Secret } }, ["Card", "Object", "$.Year"] },
        { "names of the user's", FlowTask.From("pay", (Dictionary<string, int> amount) => { }), new { amount = new Dictionary<string, string> { [Secret] = "x" } }, ["Dictionary<string, int>", "Object"] },
        { "null for a value", FlowTask.From("pay", (int amount) => { }), new { amount = (int?)null }, ["int", "Null"] },
        { "null for a reference", FlowTask.From("pay", (string amount) => { }), new { amount = (string?)null }, ["string", "Null"] },
        { "no such day", FlowTask.From("pay", (DayOfWeek amount) => { }), new { amount = Secret }, ["System.DayOfWeek", "String"] },
        { "map", FlowTask.Map("pay", (int amount) => amount, "amount"), new { amount = Secret }, ["'amount'", "'pay'", "int", "String"] },
    };

    public static TheoryData<string, FlowTask, string> NotStorable => new()
    {
        { "cycle", FlowTask.From("t", () => { var node = new Node(); node.Next = node; return node; }), "Node" },
        { "NaN", FlowTask.From("t", () => double.NaN), "Double" },
        { "not Unicode", FlowTask.From("t", () => "\ud800"), "not Unicode" },
        { "not Unicode, in a tuple", FlowTask.From("t", () => (1, "\ud800")), "not Unicode" },
        { "NaN, awaited", FlowTask.From("t", async () => { await Task.Yield(); return double.NaN; }), "Double" },
        { "infinity, of a map", FlowTask.Map("t", (int a) => 1.0 / 0, "a"), "Double" },
        { "a function in it", FlowTask.From("t", () => (object)new { Make = new Action(() => { }) }), "t" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task Call_WithAnArgumentOfTheWrongType_NamesEverythingButTheValue(string what, FlowTask task, object values, string[] says)
    {
        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => task.RunAsync(values));

        Assert.All(says, part => Assert.True(error.Message.Contains(part, StringComparison.Ordinal), $"{what}: {error.Message}"));
        string stored = Failure.FromException(error).ToDocument().Members["exception_str"] + string.Concat(Failure.FromException(error).Causes);
        Assert.DoesNotContain("4711", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithNullForWhatAdmitsIt_PassesIt()
    {
        FlowTask task = FlowTask.From("t", (string? text, int? number, Document whole) => $"{text is null} {number is null} {whole.IsNull}");

        Assert.Equal("True True True", (await task.RunAsync(new { text = (string?)null, number = (int?)null, whole = (string?)null })).To<string>());
    }

    [Theory]
    [MemberData(nameof(NotStorable))]
    public async Task Call_WithAResultThatCannotBeStored_FailsByName(string what, FlowTask task, string says)
    {
        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => task.RunAsync(new { a = 1 }));

        Assert.Contains("task 't' returned cannot be stored", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(says, StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    [Fact]
    public async Task Call_ThatReturnsNullInsteadOfATask_SaysSo()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => FlowTask.From("t", Task () => null!).RunAsync());

        Assert.Contains("'t' returned null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OfATaskThatThrows_ThrowsTheSame()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => FlowTask.From("t", int () => throw new TimeoutException()).RunAsync());
        await Assert.ThrowsAsync<TimeoutException>(() => FlowTask.From("t", Task () => Task.FromException(new TimeoutException())).RunAsync());
    }

    [Fact]
    public async Task Call_WithoutTheServicesItNeeds_NamesThem()
    {
        await using ServiceProvider none = new ServiceCollection().BuildServiceProvider();
        FlowTask mail = FlowTask.From("mail", ([Service] Seats seats) => { });

        var ofClass = await Assert.ThrowsAsync<InvalidOperationException>(() => FlowTask.Of<ReserveSeat>("reserve").RunAsync(new { passenger = "Ann", row = 1 }, none));
        var withoutAny = await Assert.ThrowsAsync<InvalidOperationException>(() => FlowTask.Of<ReserveSeat>("reserve").RunAsync(new { passenger = "Ann", row = 1 }));
        var ofFunction = await Assert.ThrowsAsync<InvalidOperationException>(() => mail.RunAsync(services: none));

        Assert.All([ofClass, withoutAny, ofFunction], error => Assert.Contains("Orleans.TaskFlow.Tests.Core.Seats", error.Message, StringComparison.Ordinal));
        Assert.Contains("'reserve'", ofClass.Message, StringComparison.Ordinal);
        Assert.Contains("'mail'", ofFunction.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revert_WithAResultThatIsOfAnotherTypeNow_NamesItAndNotTheValue()
    {
        FlowTask task = FlowTask.From("t", () => 5, (int? result) => { });

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => task.UndoAsync(result: Document.From(Secret)));

        Assert.Contains("result of task 't' has to be int?", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", Failure.FromException(error).ToDocument().Members["exception_str"].ToString(), StringComparison.Ordinal);
    }

    public sealed record Card(string Number, int Year);

    public sealed class Node
    {
        public Node? Next { get; set; }
    }
}
