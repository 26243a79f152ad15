namespace Orleans.TaskFlow;

/// <summary>A grain's state as the serializer sees it.</summary>
internal interface IStored
{
    /// <summary>The record as it is to stand in the store; null for no record.</summary>
    Document? Text { get; }

    /// <summary>Takes over what stands in the store.</summary>
    /// <exception cref="InvalidFormatException">The document is not such a record.</exception>
    void ReadFrom(Document document);
}
