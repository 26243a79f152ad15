namespace Orleans.TaskFlow;

/// <summary>Reads the members of a stored record, and says which record lacks what.</summary>
internal readonly struct RecordReader(string what, Document document)
{
    private readonly IReadOnlyDictionary<string, Document> _members = document.Members;

    /// <summary>A member that has to be there, as text that is not empty.</summary>
    /// <exception cref="InvalidFormatException">It is not.</exception>
    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new InvalidFormatException($"The document is not a {what}: it has no '{name}'.");

    /// <summary>A member as text; <see langword="null"/> where it is missing.</summary>
    /// <exception cref="InvalidFormatException">It is something else than text.</exception>
    public string? Text(string name) => Value(name).To<string>();

    /// <summary>A member as it stands; the null document where it is missing.</summary>
    public Document Value(string name) => _members.GetValueOrDefault(name, Document.Null);
}
