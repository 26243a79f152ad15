using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// One text for each JSON value: members sorted, and what is stored of a failure cut down to its message, as <c>{"!": "message"}</c>.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(object? value) => Of(JsonNode.Parse(Document.From(value).ToString()));

    public static string Of(JsonNode? value) => Sorted(value)?.ToJsonString(_options) ?? "null";

    public static JsonNode? Parse(string json) => JsonNode.Parse(json);

    /// <summary>What stands for a failure with that message.</summary>
    public static JsonNode? Failure(string? message) => message is null ? null : new JsonObject { ["!"] = message };

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject failure when failure.ContainsKey("exc_type_names") => Failure(failure["exception_str"]!.GetValue<string>()),
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
