using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Tasks made of functions.</summary>
public sealed class FlowTaskFromTests
{
    public static TheoryData<string, FlowTask, string> Forms => new()
    {
        { "value", FlowTask.From("t", (decimal price, int count) => price * count), "4.5" },
        { "task", FlowTask.From("t", async (decimal price, int count) => { await Task.Yield(); return price * count; }), "4.5" },
        { "value task", FlowTask.From("t", (decimal price, int count) => ValueTask.FromResult(price * count)), "4.5" },
        { "awaited value task", FlowTask.From("t", async ValueTask<decimal> (decimal price) => { await Task.Yield(); return price; }), "1.5" },
        { "nothing", FlowTask.From("t", () => { }), "null" },
        { "task of nothing", FlowTask.From("t", async () => { await Task.Yield(); }), "null" },
        { "value task of nothing", FlowTask.From("t", () => ValueTask.CompletedTask), "null" },
        { "null", FlowTask.From("t", string? () => null), "null" },
        { "a document", FlowTask.From("t", (Document price) => price), "1.5" },
        { "a local function", FlowTask.From("t", Twice), "6" },
        { "a default", FlowTask.From("t", (int missing = 7, DayOfWeek day = DayOfWeek.Friday, decimal? rate = 2.5m, Guid id = default, int? none = null)
            => $"{missing} {day} {rate} {id == Guid.Empty} {none is null}"), "\"7 Friday 2.5 True True\"" },
        { "a symbol", FlowTask.From("t", ([Symbol("count")] int number) => number), "3" },
        { "a tuple", FlowTask.From("t", (int count) => (count, twice: 2 * count)), "[3,6]" },
        { "a long tuple", FlowTask.From("t", (int count) => (count, 2, 3, 4, 5, 6, 7, 8, "nine")), "[3,2,3,4,5,6,7,8,\"nine\"]" },
        { "a record", FlowTask.From("t", (int count) => new Priced(count, 2.5m)), "{\"Count\":3,\"Total\":2.5}" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task From_AFunctionOfAnyForm_IsCalledAndItsResultStored(string form, FlowTask task, string expected)
    {
        Document result = await task.RunAsync(new { price = 1.5m, count = 3 });

        Assert.True(expected == result.ToString(), $"{form}: {result}");
    }

    [Fact]
    public async Task From_AClosure_SeesWhatItCapturedAndNotWhatAnotherOneDid()
    {
        FlowTask[] tasks = [.. Enumerable.Range(0, 3).Select(i => FlowTask.From($"t{i}", (int count) => count + i))];

        int[] results = await Task.WhenAll(tasks.Select(async task => (await task.RunAsync(new { count = 10 })).To<int>()));

        Assert.Equal([10, 11, 12], results);
    }

    [Fact]
    public async Task From_ARevert_GetsTheResultAsItWasReturned()
    {
        var seen = new List<string>();
        FlowTask task = FlowTask.From(
            "t",
            (int count) => (half: count / 2, text: "x"),
            ((int Half, string Text)? result, int count) => seen.Add($"{result?.Half} {result?.Text} {count}"));

        await task.UndoAsync(new { count = 8 }, await task.RunAsync(new { count = 8 }));
        await task.UndoAsync(new { count = 9 });

        Assert.Equal(["4 x 8", "  9"], seen);
    }

    [Fact]
    public async Task From_ARevertThatAsksForAResultOrAFailure_GetsTheOneThatThereIs()
    {
        var seen = new List<string>();
        FlowTask task = FlowTask.From("t", () => 5, (TaskResult<int> made) => seen.Add($"{made.HasValue} {made.Value} {made.Failure?.Message}"));

        await task.UndoAsync(result: Document.From(5));
        await task.UndoAsync(failure: Failure.FromException(new InvalidOperationException("broke")));
        await task.UndoAsync();

        Assert.Equal(["True 5 ", "False 0 broke", "False 0 "], seen);
    }

    [Fact]
    public async Task From_AServiceParameter_ComesFromAScopeOfTheCall()
    {
        await using ServiceProvider services = new ServiceCollection().AddScoped<Seats>().BuildServiceProvider(validateScopes: true);
        FlowTask task = FlowTask.From(
            "t", ([Service] Seats seats, IServiceProvider all, [Service] Uri? missing = null)
                => ReferenceEquals(seats, all.GetService(typeof(Seats))) && missing is null);

        Assert.True((await task.RunAsync(services: services)).To<bool>());
        Assert.Empty(task.Requires);
    }

    [Fact]
    public async Task From_TheSameLambdaDeclaredAgain_GetsTheValuesOfItsOwnDeclaration()
    {
        static FlowTask Declared(string symbol) => FlowTask.From("t", (int count) => count).Rebinding("count", symbol);

        Assert.Equal(1, (await Declared("a").RunAsync(new { a = 1, b = 2 })).To<int>());
        Assert.Equal(2, (await Declared("b").RunAsync(new { a = 1, b = 2 })).To<int>());
    }

    private static int Twice(int count) => 2 * count;

    public sealed record Priced(int Count, decimal Total);
}
