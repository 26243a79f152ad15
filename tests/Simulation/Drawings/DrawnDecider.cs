namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>
/// What decides about a link: always the same, or by what the atom that it asks about returned, which is told from its hash.
/// </summary>
public sealed record DrawnDecider(bool? Always, string About)
{
    public bool Allows(IReadOnlyDictionary<string, Document> history) =>
        Always ?? (history.TryGetValue(About, out Document? result) && result.Utf8.Length > 0 && Digits(result) % 2 == 0);

    public override string ToString() => Always?.ToString() ?? $"{About} returned something even";

    private static int Digits(Document result)
    {
        int sum = 0;
        foreach (byte part in result.Utf8.Span)
        {
            sum += part;
        }

        return sum;
    }
}
