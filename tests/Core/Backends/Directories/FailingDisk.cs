namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk on which operations fail from the one that is asked for on, until it is mended.</summary>
internal sealed class FailingDisk : IDirectoryDisk
{
    private readonly DirectoryDisk _disk = new(durable: false);

    /// <summary>How many operations still succeed; all, if negative.</summary>
    public int Left { get; set; } = -1;

    /// <summary>The operating system's number of the error: that of a full disk.</summary>
    public int Error { get; init; } = 28;

    public void Write(string path, long offset, IReadOnlyList<ReadOnlyMemory<byte>> parts) => Try(path, () => _disk.Write(path, offset, parts));

    public void FlushFile(string path) => Try(path, () => _disk.FlushFile(path));

    public void FlushFolder(string path) => Try(path, () => _disk.FlushFolder(path));

    public void Rename(string from, string to) => Try(from, () => _disk.Rename(from, to));

    public void CreateFolder(string path) => Try(path, () => _disk.CreateFolder(path));

    public void Link(string path, string target) => Try(path, () => _disk.Link(path, target));

    public void DeleteFile(string path) => Try(path, () => _disk.DeleteFile(path));

    public void DeleteFolder(string path) => Try(path, () => _disk.DeleteFolder(path));

    private void Try(string path, Action operation)
    {
        if (Left == 0)
        {
            throw new IOException($"No space left on device : '{path}'", Error);
        }

        Left--;
        operation();
    }
}
