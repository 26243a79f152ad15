namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Does nothing but answer: what any call of a grain costs.</summary>
[Alias("taskflow.benchmarks.IEchoGrain")]
public interface IEchoGrain : IGrainWithIntegerKey
{
    [Alias("echo")]
    ValueTask<string> EchoAsync(string text);
}
