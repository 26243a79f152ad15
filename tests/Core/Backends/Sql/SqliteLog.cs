using System.Buffers.Binary;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Reads the write-ahead log, in the format that sqlite.org documents.</summary>
internal static class SqliteLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    /// <summary>How many transactions it holds.</summary>
    public static int CountCommits(string databaseFile)
    {
        using FileStream log = new(databaseFile + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] header = new byte[HeaderSize];
        log.ReadExactly(header);
        int pageSize = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        int commits = 0;
        byte[] frame = new byte[FrameHeaderSize + pageSize];
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length
            && frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)))
        {
            // The last frame of a transaction says how large the database is after it.
            commits += BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)) != 0 ? 1 : 0;
        }

        return commits;
    }
}
