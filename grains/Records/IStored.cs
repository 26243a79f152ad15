using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A grain's state as the serializer sees it.</summary>
internal interface IStored
{
    void WriteTo(Utf8JsonWriter writer);

    /// <exception cref="InvalidFormatException">The document is not such a record.</exception>
    void ReadFrom(Document document);
}
