using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>Metadata in its stored form, and the keys that <see cref="FlowStorage"/> itself uses in an atom's.</summary>
internal static class Metadata
{
    /// <summary>Arguments injected persistently into one atom.</summary>
    public const string Injected = "injected";

    /// <summary>A task's progress, from 0 to 1.</summary>
    public const string Progress = "progress";

    /// <summary>What the task said about its progress, and at which progress that was.</summary>
    public const string ProgressDetails = "progress_details";

    /// <summary>How long an atom or a run took, in seconds.</summary>
    public const string Duration = "duration";

    public static readonly ImmutableSortedDictionary<string, Document> Empty =
        ImmutableSortedDictionary.Create<string, Document>(StringComparer.Ordinal);

    /// <summary>The metadata in a stored record; empty where the record has none, or something that is not an object.</summary>
    public static ImmutableSortedDictionary<string, Document> Read(Document? document) =>
        document is { Kind: JsonValueKind.Object, Utf8.Length: > 2 } ? Empty.SetItems(document.Members) : Empty;

    public static Document Write(IReadOnlyDictionary<string, Document> map) =>
        DocumentWriter.Write(map, static (writer, map) => writer.Map(map));

    /// <summary>Refuses entries that no store can keep, by key.</summary>
    /// <exception cref="ArgumentException">An entry has no value; <see cref="Document.Null"/> is one.</exception>
    /// <exception cref="InvalidFormatException">A key is not Unicode.</exception>
    public static void CheckEntries(IReadOnlyDictionary<string, Document> entries, string parameter)
    {
        foreach (var (key, value) in entries)
        {
            if (value is null)
            {
                throw new ArgumentException($"The entry '{FlowContents.Shown(key)}' has no value; Document.Null is the value null.", parameter);
            }

            if (!RecordName.IsUnicode(key))
            {
                throw new InvalidFormatException($"The key '{FlowContents.Shown(key)}' has text that is not Unicode: half of a surrogate pair.");
            }
        }
    }
}
