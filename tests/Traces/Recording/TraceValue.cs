using System.Globalization;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A JSON value of a trace, read with messages that name what is missing.</summary>
public readonly record struct TraceValue(JsonElement Json)
{
    public bool IsNull => Json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A member that has to be there.</summary>
    public TraceValue this[string name] =>
        Find(name) ?? throw new TraceFormatException($"it has no '{name}'");

    /// <summary>A member; <see langword="null"/> if it is missing.</summary>
    public TraceValue? Find(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out JsonElement value) ? new TraceValue(value) : null;

    public string Text => TextOrNull ?? throw Unlike("text");

    public string? TextOrNull => Json.ValueKind switch
    {
        JsonValueKind.String => Json.GetString(),
        JsonValueKind.Null => null,
        _ => throw Unlike("text"),
    };

    public bool Flag => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unlike("true or false"),
    };

    public double Number => Json.ValueKind == JsonValueKind.Number ? Json.GetDouble() : throw Unlike("a number");

    public IReadOnlyList<TraceValue> Items =>
        Json.ValueKind == JsonValueKind.Array ? [.. Json.EnumerateArray().Select(item => new TraceValue(item))] : throw Unlike("a list");

    public IReadOnlyDictionary<string, TraceValue> Members =>
        Json.ValueKind == JsonValueKind.Object
            ? Json.EnumerateObject().ToDictionary(member => member.Name, member => new TraceValue(member.Value), StringComparer.Ordinal)
            : throw Unlike("an object");

    public IReadOnlyList<string> Texts => [.. Items.Select(item => item.Text)];

    public IReadOnlyDictionary<string, string> TextMembers =>
        Members.ToDictionary(member => member.Key, member => member.Value.Text, StringComparer.Ordinal);

    /// <summary>The value as the library takes it, with its marked failures as failures.</summary>
    public Document Document => FailureMark.Decode(Json);

    /// <summary>The members of an object, each as <see cref="Document"/>; <see langword="null"/> for null.</summary>
    public IReadOnlyDictionary<string, Document>? Documents => IsNull ? null : Document.Members;

    public Failure Failure => Failure.FromDocument(Document);

    public State State => StateNames.ParseState(Text)!.Value;

    public override string ToString() => Json.ValueKind == JsonValueKind.Undefined ? "nothing" : Json.GetRawText();

    private TraceFormatException Unlike(string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{this} is not {wanted}"));
}
