using System.Buffers.Binary;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// SQLite's count, which it keeps in the head of the index of its log (the file <c>-shm</c>, field <c>iChange</c>): every transaction that
/// writes counts it up by one.
/// </summary>
/// <param name="file">The database.</param>
public sealed class SqliteCommits(string file) : ICommitCount
{
    private const int Place = 8;

    public ValueTask<long> CountAsync()
    {
        using var index = new FileStream($"{file}-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        index.Position = Place;
        Span<byte> count = stackalloc byte[sizeof(uint)];
        index.ReadExactly(count);
        uint commits = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(count) : BinaryPrimitives.ReadUInt32BigEndian(count);
        return ValueTask.FromResult((long)commits);
    }
}
