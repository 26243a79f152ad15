namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <inheritdoc/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<string> EchoAsync(string text) => ValueTask.FromResult(text);
}
