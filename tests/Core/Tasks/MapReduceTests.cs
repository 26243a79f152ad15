using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MapReduceTests
{
    private readonly object _values = new { a = 1, b = 2, c = 3 };

    [Fact]
    public async Task Map_OverSeveralProviders_ReturnsTheListInTheOrderOfTheSymbols()
    {
        FlowTask task = FlowTask.Map("m", (int value) => value * 10, "c", "a", "b").Providing("x", "y", "z");

        Document result = await task.RunAsync(_values);

        Assert.Equal("[30,10,20]", result.ToString());
        Assert.Equal("x=[0] y=[1] z=[2]", task.Provided());
        Assert.Equal(["a", "b", "c"], task.Requires.Order());
    }

    [Fact]
    public void Map_OneSymbol_ProvidesTheWholeList() =>
        Assert.Equal("all=whole", FlowTask.MapAsync("m", (int value, CancellationToken _) => ValueTask.FromResult($"{value}"), "a", "b").Providing("all").Provided());

    [Fact]
    public async Task Map_Async_IsAwaited()
    {
        FlowTask task = FlowTask.MapAsync(
            "m",
            async ValueTask<string> (int value, CancellationToken cancellationToken) =>
            {
                await Task.Yield();
                return $"<{value}>";
            },
            "a",
            "b");

        Document result = await task.RunAsync(_values);

        Assert.Equal("[\"<1>\",\"<2>\"]", result.ToString());
    }

    [Fact]
    public async Task Reduce_OverSeveralProviders_GoesFromTheFirstOn()
    {
        FlowTask task = FlowTask.Reduce("r", (string left, string right) => $"({left}{right})", "a", "b", "c").Rebinding("a", "first").Providing("all");

        Assert.Equal("((xy)z)", (await task.RunAsync(new { first = "x", b = "y", c = "z" })).To<string>());
        Assert.Equal(["b", "c", "first"], task.Requires.Order());
    }

    [Fact]
    public async Task Reduce_Async_IsAwaited() => Assert.Equal(
        6,
        (await FlowTask.ReduceAsync("r", (int left, int right, CancellationToken _) => ValueTask.FromResult(left + right), "a", "b", "c").RunAsync(_values)).To<int>());
}
