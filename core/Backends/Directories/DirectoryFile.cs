using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>A file on the disk that stays open. Where nothing has to be durable, flushing does nothing.</summary>
internal sealed class DirectoryFile(SafeFileHandle handle, string path, bool durable) : IDirectoryFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> into, long offset)
    {
        int total = 0;
        while (total < into.Length)
        {
            int read = RandomAccess.Read(handle, into[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(ReadOnlyMemory<byte> bytes, long offset) => RandomAccess.Write(handle, bytes.Span, offset);

    public void Cut(long length) => RandomAccess.SetLength(handle, length);

    public void Flush()
    {
        if (durable)
        {
            UnixFiles.FlushContents(handle, path);
        }
    }

    public void Dispose() => handle.Dispose();
}
