using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>The disk. Where nothing has to be durable, flushing does nothing.</summary>
internal sealed class DirectoryDisk(bool durable) : IDirectoryDisk
{
    public void Write(string path, long offset, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        FileMode mode = offset == 0 ? FileMode.Create : FileMode.OpenOrCreate;
        using SafeFileHandle file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read);
        if (offset > 0)
        {
            RandomAccess.SetLength(file, offset);
        }

        RandomAccess.Write(file, parts, offset);
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
}
