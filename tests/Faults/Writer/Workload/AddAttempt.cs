namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Adds attempts to a retry, which keeps them all.</summary>
internal sealed class AddAttempt : Deed
{
    private const string Retry = "retry";

    public override string Name => "attempt";

    public override IReadOnlyList<AtomDeclaration> Atoms => [AtomDeclaration.Retry(Retry)];

    public override Task DoAsync(IFlowStorage storage, int number) => storage.SaveAsync(Retry, Document.From(number));

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        RetryHistory history = await storage.GetRetryHistoryAsync(Retry);
        int[] numbers = [.. history.Attempts.Select(attempt => attempt.Value.To<int>())];
        return numbers.SequenceEqual(Enumerable.Range(1, numbers.Length))
            ? numbers.Length
            : throw new InvalidDataException($"The attempts are not in order, each once: {string.Join(", ", numbers)}");
    }
}
