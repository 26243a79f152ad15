namespace Orleans.TaskFlow;

/// <summary>A driver is still busy with a call that was to be over by now, and has no way to break it off.</summary>
/// <param name="call">The call. Until it ends, nothing else may be done on its connection.</param>
/// <param name="limit">How long it was waited for.</param>
internal sealed class HungCallException(Task call, TimeSpan limit) : TimeoutException($"No answer came within {limit}.")
{
    public Task Call => call;
}
