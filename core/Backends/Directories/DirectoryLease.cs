using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>A lock on a folder that is held, until this is disposed.</summary>
internal sealed class DirectoryLease(SafeFileHandle file, SemaphoreSlim gate) : IDisposable
{
    private bool _released;

    /// <summary>
    /// A number in the lock's file that is another one after each write to the folder. It is for processes that are alive at the same
    /// time, and so never has to be flushed.
    /// </summary>
    public long ReadGeneration()
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        return RandomAccess.Read(file, number, 0) == number.Length ? BinaryPrimitives.ReadInt64LittleEndian(number) : 0;
    }

    /// <summary>Counts on, under an exclusive lock.</summary>
    public long NextGeneration()
    {
        long next = ReadGeneration() + 1;
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, next);
        RandomAccess.Write(file, number, 0);
        return next;
    }

    public void Dispose()
    {
        if (!_released)
        {
            _released = true;
            file.Dispose();
            gate.Release();
        }
    }
}
