using System.Text.Json.Serialization;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>The result of one file's task: what was hashed, and its hash. It holds as long as size and time stay as they are.</summary>
internal sealed record FileHash(
    [property: JsonPropertyName("sha256")] string Sha256,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("modified")] DateTime Modified)
{
    public bool IsOf(SourceFile file) => Size == file.Size && Modified == file.Modified;
}
