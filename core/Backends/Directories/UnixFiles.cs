using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>What .NET cannot do to files: flush a folder, and say that a file system has no locks. On Windows neither is needed.</summary>
internal static partial class UnixFiles
{
    private const int ReadOnly = 0;
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int DoNotWait = 4;

    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Flush(path, Fsync);
        }
    }

    /// <summary>Waits until all that was written to the file system of a folder is on the disk: one wait for many files.</summary>
    /// <remarks>Of Linux alone.</remarks>
    /// <exception cref="IOException">Something could not be written.</exception>
    public static void FlushFileSystem(string path) => Flush(path, Syncfs);

    /// <summary>Waits until the contents of a file are on the disk, and not for the time at which it was changed.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public static void FlushContents(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (Fdatasync(file) != 0)
        {
            throw Error(path);
        }
    }

    /// <summary>Takes, again, the lock that opening the file has taken: .NET passes over a file system that has none.</summary>
    /// <exception cref="IOException">The lock is held by somebody else, or the file system has none.</exception>
    public static void Lock(SafeFileHandle file, string path, bool exclusive)
    {
        if (!OperatingSystem.IsWindows() && Flock(file, (exclusive ? Exclusive : Shared) | DoNotWait) != 0)
        {
            throw Error(path);
        }
    }

    private static void Flush(string path, Func<int, int> flush)
    {
        int folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            throw Error(path);
        }

        try
        {
            if (flush(folder) != 0)
            {
                throw Error(path);
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Error(string path)
    {
        int code = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(code)} : '{path}'", code);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int Syncfs(int file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Fdatasync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
