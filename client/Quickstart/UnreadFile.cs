namespace Orleans.TaskFlow.Quickstart;

/// <summary>A file or folder that is not in the manifest, and why.</summary>
internal sealed record UnreadFile(string Path, string Reason);
