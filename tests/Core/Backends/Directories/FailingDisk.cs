namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk on which operations fail from the one that is asked for on, until it is mended.</summary>
internal sealed class FailingDisk : IDirectoryDisk
{
    private readonly DirectoryDisk _disk = new(durable: false);
    private volatile int _left = -1;

    /// <summary>How many operations still succeed; all, if negative.</summary>
    public int Left
    {
        get => _left;
        set => _left = value;
    }

    /// <summary>The operating system's number of the error: that of a full disk.</summary>
    public int Error { get; init; } = 28;

    /// <summary>Whether opening a file to write it fails, a lock's included, as it does without the right to.</summary>
    public bool RefusesToWrite { get; set; }

    /// <summary>Whether taking locks counts, too.</summary>
    public bool FailsToLock { get; init; }

    public void Write(string path, ReadOnlyMemory<byte> bytes) => Try(path, () => _disk.Write(path, bytes));

    public void FlushFile(string path) => Try(path, () => _disk.FlushFile(path));

    public void FlushFolder(string path) => Try(path, () => _disk.FlushFolder(path));

    public bool CanFlushAll => true;

    public void FlushAll(string path) => Try(path, () => { });

    public void Rename(string from, string to) => Try(from, () => _disk.Rename(from, to));

    public void CreateFolder(string path) => Try(path, () => _disk.CreateFolder(path));

    public void Link(string path, string target) => Try(path, () => _disk.Link(path, target));

    public void DeleteFile(string path) => Try(path, () => _disk.DeleteFile(path));

    public void DeleteFolder(string path) => Try(path, () => _disk.DeleteFolder(path));

    public IDirectoryFile Open(string path, bool writable)
    {
        RefuseToWrite(path, writable);
        return new FailingFile(this, path, _disk.Open(path, writable));
    }

    public IDisposable? TryLock(string path, bool exclusive)
    {
        RefuseToWrite(path, exclusive);
        IDisposable? held = null;
        Try(path, () => held = _disk.TryLock(path, exclusive), counts: FailsToLock);
        return held;
    }

    private void Try(string path, Action action, bool counts = true)
    {
        RefuseToWrite(path, counts);
        if (counts && !TryCount())
        {
            throw Failure(path);
        }

        action();
    }

    // Items are filed while calls go on.
    private bool TryCount()
    {
        while (true)
        {
            int left = _left;
            if (left <= 0 || Interlocked.CompareExchange(ref _left, left - 1, left) == left)
            {
                return left != 0;
            }
        }
    }

    private void RefuseToWrite(string path, bool writes)
    {
        if (writes && RefusesToWrite)
        {
            throw Failure(path);
        }
    }

    private Exception Failure(string path) => Error == 13
        ? new UnauthorizedAccessException($"Access to the path '{path}' is denied.")
        : new IOException($"the system's error {Error} : '{path}'", Error);

    private sealed class FailingFile(FailingDisk disk, string path, IDirectoryFile file) : IDirectoryFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        // As a disk that is full does it: a part is written.
        public void Write(ReadOnlyMemory<byte> bytes, long offset)
        {
            file.Write(bytes[..(bytes.Length / 2)], offset);
            disk.Try(path, () => file.Write(bytes, offset));
        }

        public void Cut(long length) => disk.Try(path, () => file.Cut(length));

        public void Flush() => disk.Try(path, file.Flush);

        public void Dispose() => file.Dispose();
    }
}
