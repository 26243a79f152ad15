namespace Orleans.TaskFlow.Quickstart;

/// <summary>A file as the folder lists it.</summary>
/// <param name="Path">Its path in the folder, with slashes: its name in the manifest.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When it was last written, in UTC.</param>
internal sealed record SourceFile(string Path, string FullPath, long Size, DateTime Modified)
{
    private const string Prefix = "sha256 ";

    /// <summary>The name of its task. With a prefix, since a file may be called anything, even as the atoms that a flow keeps for itself.</summary>
    public string AtomName => Prefix + Path;

    /// <summary>Whether an atom is the task of a file.</summary>
    public static bool IsOf(string atomName) => atomName.StartsWith(Prefix, StringComparison.Ordinal);
}
