using System.Buffers;
using System.Security.Cryptography;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>Hashes one file, block by block, so that a stop does not wait for the end of a large one.</summary>
internal static class FileHasher
{
    private const int BlockSize = 128 * 1024;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileHash Hash(SourceFile file, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(file.FullPath, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
        // Noted before the first byte is read: a change on the way makes the next run hash the file again.
        long size = RandomAccess.GetLength(handle);
        DateTime modified = File.GetLastWriteTimeUtc(handle);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            long offset = 0;
            while (RandomAccess.Read(handle, block, offset) is > 0 and int read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sha256.AppendData(block, 0, read);
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return new FileHash(Convert.ToHexStringLower(sha256.GetHashAndReset()), size, modified);
    }
}
