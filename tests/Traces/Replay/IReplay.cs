namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Makes the calls of one trace, in their order.</summary>
internal interface IReplay : IAsyncDisposable
{
    /// <summary>Makes one call.</summary>
    /// <returns>What it returned, to be written as JSON; <see langword="null"/> for nothing.</returns>
    /// <exception cref="TraceFormatException">The step asks for something that there is not.</exception>
    Task<object?> CallAsync(TraceStep step);
}
