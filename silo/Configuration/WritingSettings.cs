namespace Orleans.TaskFlow;

/// <summary>How a silo deals with a store that fails, and how long its callers wait for an answer.</summary>
/// <param name="Attempts">How often a write is tried.</param>
/// <param name="AttemptDelay">How long to wait between two attempts.</param>
/// <param name="ResponseTimeout">How long the silo waits for the answer of a grain.</param>
internal sealed record WritingSettings(int Attempts, TimeSpan AttemptDelay, TimeSpan ResponseTimeout)
{
    /// <summary>TaskFlow's attempts, and Orleans' patience.</summary>
    public static WritingSettings Default { get; } = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}
