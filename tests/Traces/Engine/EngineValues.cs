using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Values as engine traces have them: a failure is its type and message, the latter null for the library's own.</summary>
internal static class EngineValues
{
    private const string Own = "Orleans.TaskFlow.";

    public static JsonNode? OfFailure(Failure? failure) => failure is null ? null : OfFailure(failure.ExceptionTypeNames[0], failure.Message);

    /// <summary>The failures that an exception stands for.</summary>
    public static IEnumerable<JsonNode?> OfError(Exception error) => error is WrappedFailureException wrapped
        ? wrapped.Failures.Select(OfFailure)
        : [OfFailure(Failure.FromException(error))];

    /// <summary>A value, with the failures that it holds.</summary>
    public static JsonNode? Of(Document value) => Marked(JsonNode.Parse(value.ToString()));

    /// <summary>What an atom has as results: of a retry its attempts.</summary>
    public static JsonNode? ResultsOf(AtomDetail atom) => atom switch
    {
        TaskDetail task => Of(task.Results),
        RetryDetail retry => new JsonArray([.. retry.Attempts.Select(attempt => new JsonArray(
            Of(attempt.Value),
            new JsonObject(attempt.Failures.Select(failure => KeyValuePair.Create(failure.Key, OfFailure(failure.Value))))))]),
        _ => null,
    };

    private static JsonArray OfFailure(string type, string message) =>
        type.StartsWith(Own, StringComparison.Ordinal) ? new JsonArray(ErrorNames.OfType(type[Own.Length..]), null) : new JsonArray(type, message);

    private static JsonNode? Marked(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map when map["exc_type_names"] is JsonArray types && map["exception_str"] is { } message:
                return new JsonObject { ["$failure"] = OfFailure(types[0]!.GetValue<string>(), message.GetValue<string>()) };
            case JsonObject map:
                return new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Marked(member.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(Marked)]);
            default:
                return value?.DeepClone();
        }
    }
}
