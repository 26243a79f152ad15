namespace Orleans.TaskFlow.Quickstart;

/// <summary>A file as the folder lists it.</summary>
/// <param name="Path">Its path in the folder, with slashes: its name in the manifest.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When it was last written, in UTC.</param>
internal sealed record SourceFile(string Path, string FullPath, long Size, DateTime Modified)
{
    /// <summary>The name of its atom. With a prefix, since a file may be called anything, even as the atoms that a flow keeps for itself.</summary>
    public string AtomName => "sha256 " + Path;
}
