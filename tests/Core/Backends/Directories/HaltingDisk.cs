namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk that can be halted in the middle of flushing a log.</summary>
internal sealed class HaltingDisk : IDirectoryDisk, IDisposable
{
    private readonly DirectoryDisk _disk = new(durable: false);
    private readonly ManualResetEventSlim _goOn = new(initialState: true);
    private TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often a log was flushed.</summary>
    public int LogFlushes { get; private set; }

    /// <summary>Ends once it is halted.</summary>
    public Task IsHalted => _halted.Task;

    public bool CanFlushAll => true;

    /// <summary>Halts at the next flush.</summary>
    public void Halt()
    {
        _halted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _goOn.Reset();
    }

    public void GoOn() => _goOn.Set();

    public void Write(string path, ReadOnlyMemory<byte> bytes) => _disk.Write(path, bytes);

    public void FlushFile(string path) => _disk.FlushFile(path);

    public void FlushFolder(string path) => _disk.FlushFolder(path);

    public void FlushAll(string path) => _disk.FlushAll(path);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public void Link(string path, string target) => _disk.Link(path, target);

    public void DeleteFile(string path) => _disk.DeleteFile(path);

    public void DeleteFolder(string path) => _disk.DeleteFolder(path);

    public IDirectoryFile Open(string path, bool writable) => new HaltingFile(this, _disk.Open(path, writable));

    public IDisposable? TryLock(string path, bool exclusive) => _disk.TryLock(path, exclusive);

    public void Dispose()
    {
        _goOn.Set();
        _goOn.Dispose();
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
            disk._halted.TrySetResult();
            disk._goOn.Wait();
        }

        public void Dispose() => file.Dispose();
    }
}
