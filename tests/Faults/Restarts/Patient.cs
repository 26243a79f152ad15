namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>How long flows try to write: longer than a restart takes.</summary>
internal static class Patient
{
    public const int Attempts = 1_000;

    public static TimeSpan AttemptDelay { get; } = TimeSpan.FromMilliseconds(50);

    public static FlowStorageOptions Options => new() { Attempts = Attempts, AttemptDelay = AttemptDelay };
}
