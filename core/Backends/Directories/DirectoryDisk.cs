using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>The disk. Where nothing has to be durable, flushing does nothing.</summary>
internal sealed class DirectoryDisk(bool durable) : IDirectoryDisk
{
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);

    public void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        // Some file systems wait for the disk when a file is emptied first.
        using SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, bytes.Span, 0);
        if (RandomAccess.GetLength(file) > bytes.Length)
        {
            RandomAccess.SetLength(file, bytes.Length);
        }
    }

    public void FlushFile(string path)
    {
        if (durable)
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(file);
        }
    }

    public void FlushFolder(string path)
    {
        if (durable)
        {
            UnixFiles.FlushFolder(path);
        }
    }

    public bool CanFlushAll => OperatingSystem.IsLinux();

    public void FlushAll(string path)
    {
        if (durable)
        {
            UnixFiles.FlushFileSystem(path);
        }
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    public void Link(string path, string target)
    {
        if (new FileInfo(path).LinkTarget is null)
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    public void DeleteFile(string path) => File.Delete(path);

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    // .NET's own lock on it is one that all share: what guards it is the lock of another file.
    public IDirectoryFile Open(string path, bool writable) => new DirectoryFile(
        File.OpenHandle(path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
        path,
        durable);

    public IDisposable? TryLock(string path, bool exclusive)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(
                path,
                FileMode.Open,
                exclusive ? FileAccess.ReadWrite : FileAccess.Read,
                exclusive ? FileShare.None : FileShare.Read);
            UnixFiles.Lock(handle, path, exclusive);
            return handle;
        }
        catch (IOException error) when (error.HResult is LinuxHeld or MacHeld or WindowsHeld)
        {
            handle?.Dispose();
            return null;
        }
        catch
        {
            handle?.Dispose();
            throw;
        }
    }
}
