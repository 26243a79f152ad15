using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Which part of a task's result each symbol stands for.</summary>
public sealed class ProvidingTests
{
    public static TheoryData<string, FlowTask, string> Declarations => new()
    {
        { "nothing said of a value", Value(), "" },
        { "nothing said of a record", Order(), "" },
        { "a tuple's own names", FlowTask.From("t", () => (seat: "7A", price: 5, 3)), "price=[1] seat=[0]" },
        { "names of an awaited tuple", FlowTask.From("t", async () => { await Task.Yield(); return (seat: "7A", price: 5); }), "price=[1] seat=[0]" },
        { "one symbol", Value().Providing("total"), "total=whole" },
        { "one symbol for a record", Order().Providing("order"), "order=whole" },
        { "one for each item", FlowTask.From("t", () => (seat: "7A", price: 5)).Providing("a", "b"), "a=[0] b=[1]" },
        { "members in other case", Order().Providing("seat", "Total_Price"), "Total_Price='total_price' seat='Seat'" },
        { "a list's items", FlowTask.From("t", () => new[] { 1, 2 }).Providing("a", "b"), "a=[0] b=[1]" },
        { "a map's members", FlowTask.From("t", () => new Dictionary<string, int>()).Providing("a", "b"), "a='a' b='b'" },
        { "a document's members", FlowTask.From("t", () => Document.Null).Providing("a", "b"), "a='a' b='b'" },
        { "whole and part", Order().Providing("order").ProvidingPart("price", "total_price"), "order=whole price='total_price'" },
        { "an item by its name", FlowTask.From("t", () => (seat: "7A", price: 5)).ProvidingPart("cost", "price"), "cost=[1]" },
        { "an attribute", FlowTask.From("t", [Provides("total")] () => 1), "total=whole" },
        { "an attribute of a class", FlowTask.Of<Attributed>(), "total=whole" },
        { "not what the attribute says", FlowTask.Of<Attributed>().Providing("sum"), "sum=whole" },
        { "two symbols, one after the other", Value().Providing("a").Providing("b"), "a=whole b=whole" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Providing_AsDeclared_StandsForThatPart(string what, FlowTask task, string expected)
    {
        Assert.True(expected == task.Provided(), $"{what}: {task.Provided()}");
    }

    [Fact]
    public async Task Providing_EachKey_FindsItsPartInTheStoredResult()
    {
        FlowTask order = Order().Providing("seat", "total_price");
        Document result = await order.RunAsync();

        Assert.True(result.TryGetPart(order.Contract.Provides["seat"], out Document? seat));
        Assert.Equal("7A", seat.To<string>());
        Assert.True(result.TryGetPart(order.Contract.Provides["total_price"], out Document? total));
        Assert.Equal(5, total.To<int>());
    }

    private static FlowTask Value() => FlowTask.From("t", () => 1);

    private static FlowTask Order() => FlowTask.From("t", () => new Booked("7A", 5));

    public sealed record Booked(string Seat, [property: System.Text.Json.Serialization.JsonPropertyName("total_price")] int Total);

    [Provides("total")]
    public sealed class Attributed
    {
        public int Execute() => 1;
    }
}
