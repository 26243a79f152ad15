using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>The members that records have in common, both ways.</summary>
internal static class RecordMembers
{
    public static void Write(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Document value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    /// <exception cref="InvalidFormatException">It is missing, or of another kind.</exception>
    public static T Read<T>(this Document record, string name)
        where T : notnull =>
        record.Members.TryGetValue(name, out Document? value) && value.To<T>() is { } read
            ? read
            : throw new InvalidFormatException($"The stored record has no '{name}'.");

    public static bool ReadFlag(this Document record, string name) =>
        record.Members.TryGetValue(name, out Document? value) && value.To<bool>();

    /// <exception cref="InvalidFormatException">It is missing.</exception>
    public static IReadOnlyList<Document> ReadItems(this Document record, string name) =>
        record.Members.TryGetValue(name, out Document? value) && value.Kind == JsonValueKind.Array
            ? value.Items
            : throw new InvalidFormatException($"The stored record has no list '{name}'.");
}
