using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>What one grain keeps, and how that stands in a store: as JSON that a person can read, with no name of a .NET type in it.</summary>
/// <typeparam name="TSelf">The record itself; immutable.</typeparam>
internal interface IRecord<TSelf>
    where TSelf : class, IRecord<TSelf>
{
    /// <summary>What this is, as the subject of a message.</summary>
    string Subject { get; }

    void WriteTo(Utf8JsonWriter writer);

    /// <exception cref="InvalidFormatException">The document is not such a record.</exception>
    static abstract TSelf ReadFrom(Document document);
}
