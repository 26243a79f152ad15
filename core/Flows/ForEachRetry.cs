using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>Tries with one value after the other. Each attempt strikes one occurrence of the value that it had.</summary>
internal sealed class ForEachRetry(
    Func<RetryCall, IReadOnlyList<Document>> values,
    RetryDecision givingUp,
    Func<int, TimeSpan>? delay,
    string? name,
    AtomContract? contract)
    : RetryAtom(name, contract, delay)
{
    /// <summary>The argument that has the list, where it is one.</summary>
    public const string Values = "values";

    /// <exception cref="InvalidFormatException">What was provided is no list.</exception>
    public static IReadOnlyList<Document> ValuesOf(RetryCall call) => call.Arguments[Values] is { Kind: JsonValueKind.Array } list
        ? list.Items
        : throw new InvalidFormatException($"The values that retry '{call.AtomName}' is to try are no list, but of kind {call.Arguments[Values].Kind}.");

    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) => new(
        Next(call) ?? throw new NotFoundException($"Retry '{call.AtomName}' has tried all of its values ({call.History.Attempts.Count}); there is none left."));

    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) =>
        new(Next(call) is null ? givingUp : RetryDecision.Retry);

    private Document? Next(RetryCall call)
    {
        List<Document> tried = [.. call.History.Attempts.Select(attempt => attempt.Value)];
        return values(call).FirstOrDefault(value => !tried.Remove(value));
    }
}
