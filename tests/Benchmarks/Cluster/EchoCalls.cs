namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Bare calls of a grain, each caller calling one of its own.</summary>
public sealed class EchoCalls : ILimit
{
    private readonly IReadOnlyList<Func<Task>> _calls;

    public EchoCalls(IGrainFactory grains, int callers)
    {
        const string Text = "atom-1";
        _calls =
        [
            .. Enumerable.Range(0, callers).Select(key => grains.GetGrain<IEchoGrain>(key)).Select(
                grain => (Func<Task>)(() => grain.EchoAsync(Text).AsTask())),
        ];
    }

    public Task<double> MeasureAsync(TimeSpan duration) => Window.RepeatAsync(_calls, batch: 1, duration);
}
