namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk that can be halted in the middle of flushing a log, or of filing items.</summary>
internal sealed class HaltingDisk : IDirectoryDisk, IDisposable
{
    private readonly DirectoryDisk _disk = new(durable: false);

    /// <summary>How often a log was flushed.</summary>
    public int LogFlushes { get; private set; }

    /// <summary>Where a log is flushed.</summary>
    public HaltingPlace Flushing { get; } = new();

    /// <summary>Where an item that is filed is linked.</summary>
    public HaltingPlace Linking { get; } = new();

    public bool CanFlushAll => true;

    public void Write(string path, ReadOnlyMemory<byte> bytes) => _disk.Write(path, bytes);

    public void FlushFile(string path) => _disk.FlushFile(path);

    public void FlushFolder(string path) => _disk.FlushFolder(path);

    public void FlushAll(string path) => _disk.FlushAll(path);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public void Link(string path, string target)
    {
        Linking.ComeBy();
        _disk.Link(path, target);
    }

    public void DeleteFile(string path) => _disk.DeleteFile(path);

    public void DeleteFolder(string path) => _disk.DeleteFolder(path);

    public IDirectoryFile Open(string path, bool writable) => new HaltingFile(this, _disk.Open(path, writable));

    public IDisposable? TryLock(string path, bool exclusive) => _disk.TryLock(path, exclusive);

    public void Dispose()
    {
        Flushing.Dispose();
        Linking.Dispose();
    }

    private sealed class HaltingFile(HaltingDisk disk, IDirectoryFile file) : IDirectoryFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        public void Write(ReadOnlyMemory<byte> bytes, long offset) => file.Write(bytes, offset);

        public void Cut(long length) => file.Cut(length);

        public void Flush()
        {
            disk.LogFlushes++;
            disk.Flushing.ComeBy();
        }

        public void Dispose() => file.Dispose();
    }
}
