using System.Text.Json.Serialization;

namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>A value that tells its number, and whether it is whole: its text, of very different lengths, follows from the number.</summary>
internal sealed record Payload(
    [property: JsonPropertyName("number")] int Number,
    [property: JsonPropertyName("text")] string Text)
{
    private const int LongestText = 9_000;

    public static Document Of(int number) => Document.From(new Payload(number, TextOf(number)));

    /// <summary>The number of a stored value.</summary>
    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static int NumberIn(Document value)
    {
        Payload? payload = value.To<Payload>();
        return payload is not null && payload.Text == TextOf(payload.Number)
            ? payload.Number
            : throw new InvalidDataException($"A stored value is not whole: {value}");
    }

    private static string TextOf(int number) => new((char)('a' + (number % 26)), number * 7919 % LongestText);
}
