using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Compares the answers of one trace, deeply, with what was expected.</summary>
/// <remarks>Numbers by value, texts exactly, keys of objects in any order, marks as what they stand for.</remarks>
internal sealed class ValueComparer
{
    private const string UuidMark = "$uuid";
    private const string Missing = "nothing";

    private readonly UuidSymbols _symbols = new();

    /// <summary>The first difference; <see langword="null"/> if there is none.</summary>
    public Difference? Compare(JsonElement expected, JsonElement actual) => Compare("$", expected, actual);

    private Difference? Compare(string path, JsonElement expected, JsonElement actual)
    {
        if (Mark.Is(expected, FailureMark.Name, out JsonElement failure))
        {
            return Unless(FailureMark.Matches(failure, actual), path, expected, actual);
        }

        if (Mark.Is(expected, UuidMark, out JsonElement symbol))
        {
            bool same = actual.ValueKind == JsonValueKind.String && _symbols.Matches(symbol.GetString()!, actual.GetString()!);
            return Unless(same, path, expected, actual);
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            return Unless(false, path, expected, actual);
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => CompareMembers(path, expected, actual),
            JsonValueKind.Array => CompareItems(path, expected, actual),
            JsonValueKind.Number => Unless(SameNumber(expected, actual), path, expected, actual),
            JsonValueKind.String => Unless(expected.GetString() == actual.GetString(), path, expected, actual),
            _ => null,
        };
    }

    private Difference? CompareMembers(string path, JsonElement expected, JsonElement actual)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string place = $"{path}['{member.Name}']";
            Difference? difference = actual.TryGetProperty(member.Name, out JsonElement value)
                ? Compare(place, member.Value, value)
                : new Difference(place, member.Value.GetRawText(), Missing);
            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (JsonProperty member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _))
            {
                return new Difference($"{path}['{member.Name}']", Missing, member.Value.GetRawText());
            }
        }

        return null;
    }

    private Difference? CompareItems(string path, JsonElement expected, JsonElement actual)
    {
        int common = Math.Min(expected.GetArrayLength(), actual.GetArrayLength());
        for (int index = 0; index < common; index++)
        {
            if (Compare($"{path}[{index}]", expected[index], actual[index]) is { } difference)
            {
                return difference;
            }
        }

        return Unless(expected.GetArrayLength() == actual.GetArrayLength(), path, expected, actual);
    }

    private static bool SameNumber(JsonElement expected, JsonElement actual) =>
        expected.TryGetDecimal(out decimal left) && actual.TryGetDecimal(out decimal right)
            ? left == right
            : expected.GetDouble() == actual.GetDouble();

    private static Difference? Unless(bool same, string path, JsonElement expected, JsonElement actual) =>
        same ? null : new Difference(path, expected.GetRawText(), actual.GetRawText());
}
