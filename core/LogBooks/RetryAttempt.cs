using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// One attempt of a retry: the value that it provided for it, and how the atoms under its control failed in it, by atom name.
/// Stored as <c>[value, {name: failure}]</c>.
/// </summary>
/// <param name="Value">What the retry provided.</param>
/// <param name="Failures">The failures of the attempt; the first one of each atom.</param>
public sealed record RetryAttempt(Document Value, ImmutableSortedDictionary<string, Failure> Failures)
{
    private static readonly ImmutableSortedDictionary<string, Failure> _noFailures =
        ImmutableSortedDictionary.Create<string, Failure>(StringComparer.Ordinal);

    /// <summary>An attempt in which nothing has failed yet.</summary>
    public RetryAttempt(Document value)
        : this(value, _noFailures)
    {
    }
}
