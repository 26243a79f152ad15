namespace Orleans.TaskFlow.Quickstart;

/// <summary>The flow: lists the files, hashes them in any order, and writes the manifest, which it takes away again when that fails.</summary>
internal static class ManifestFlow
{
    public const string ListName = "list files";
    public const string WriteName = "write manifest";

    /// <param name="files">The files.</param>
    /// <param name="hash">Hashes one of them, and gives what is to be kept of that.</param>
    /// <param name="write">Writes the manifest of all of them.</param>
    /// <param name="remove">Takes away what was written of it.</param>
    public static Flow Of(
        IReadOnlyList<SourceFile> files, Func<SourceFile, CancellationToken, Document> hash, Func<CancellationToken, Task> write, Action remove) =>
        Flow.Linear("sha256 manifest")
            .Add(FlowTask.From(ListName, () => files.Count).Providing("files"))
            .Add(Flow.Unordered("hashes").Add([.. files.Select(file => TaskAtom.Create(file.AtomName, (_, stop) => new(hash(file, stop))))]))
            .Add(FlowTask.From(WriteName, (CancellationToken stop) => write(stop), remove));
}
