using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Orleans.TaskFlow;

/// <summary>
/// The file of a directory that a call's changes are appended to before they are in the items' files: two heads, each in a sector of
/// its own, and records one after the other. It is begun anew by writing the head that is the older one; what is left of earlier
/// records does not count, for each carries the number of the head that it came after. The last records of a process that was killed, or
/// of a disk without power, may be torn: what does not agree with its checksum, and all after it, was never acknowledged.
/// </summary>
internal sealed class DirectoryLog : IDisposable
{
    private const ulong Mark = 0x474F4C574F4C4654; // "TFLOWLOG", as its bytes lie
    private const int HeadLength = 28;
    private const int ChecksumAt = 24;
    private const int SecondHead = 512;
    private const int FirstRecord = 4096;

    /// <summary>How long the beginning of a record is: its length, its checksum, and the log's number.</summary>
    public const int RecordHead = 16;

    private readonly IDirectoryFile _file;
    private readonly string _path;
    private readonly int _growth;
    private readonly ulong _name;
    private long _length;
    private bool _isSecondHeadNewer;

    /// <exception cref="InvalidFormatException">It has no head.</exception>
    public DirectoryLog(IDirectoryFile file, string path, int growth)
    {
        _file = file;
        _path = path;
        _growth = growth;
        byte[] heads = new byte[SecondHead + HeadLength];
        _length = file.Length;
        _ = file.Read(heads, 0);
        var (number, name) = ReadHead(heads);
        var (second, secondName) = ReadHead(heads.AsSpan(SecondHead));
        _isSecondHeadNewer = second >= number;
        (Number, _name) = _isSecondHeadNewer ? (second, secondName) : (number, name);
        if (Number == 0)
        {
            throw DirectoryFailure.Damaged(path, new FormatException("It does not begin as a log does."));
        }
    }

    /// <summary>Grows each time that it is begun anew, when somebody has brought changes from it into the items' files.</summary>
    public long Number { get; private set; }

    /// <summary>Where the next record goes.</summary>
    public long End { get; private set; } = FirstRecord;

    /// <summary>How long the records are, together.</summary>
    public long Size => End - FirstRecord;

    /// <summary>A log that is empty.</summary>
    public static byte[] Empty()
    {
        byte[] file = new byte[FirstRecord];
        WriteHead(file.AsSpan(SecondHead), 1, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        return file;
    }

    /// <summary>Whether two are the same file, and neither was begun anew since.</summary>
    public bool IsSameAs(DirectoryLog other) => _name == other._name && Number == other.Number;

    /// <summary>Whether somebody has left something in it: only when they could not bring it into the items' files.</summary>
    public bool HasRecords()
    {
        Span<byte> head = stackalloc byte[RecordHead];
        return _file.Read(head, FirstRecord) == RecordHead && NumberOf(head) == Number;
    }

    /// <summary>What the records hold, up to the first that is torn.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        byte[] head = new byte[RecordHead];
        long end = FirstRecord;
        while (_file.Read(head, end) == RecordHead
            && NumberOf(head) == Number
            && BinaryPrimitives.ReadUInt32LittleEndian(head) is uint length
            && end + RecordHead + length <= _length)
        {
            byte[] record = new byte[RecordHead + length];
            _ = _file.Read(record, end);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(sizeof(uint))) != ChecksumOf(record))
            {
                yield break;
            }

            yield return record.AsMemory(RecordHead);
            end += record.Length;
        }
    }

    /// <summary>Writes the head of a record, for which there is room at its beginning.</summary>
    public void Seal(Span<byte> record)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(record.Length - RecordHead));
        BinaryPrimitives.WriteInt64LittleEndian(record[(2 * sizeof(uint))..], Number);
        BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(uint)..], ChecksumOf(record));
    }

    /// <summary>Appends records.</summary>
    /// <exception cref="IOException">They could not be written; none of them is in the log.</exception>
    /// <exception cref="LogDoubtException">They could not be written, and yet may be in the log.</exception>
    public void Append(ReadOnlyMemory<byte> records, bool flush)
    {
        try
        {
            if (flush && End + records.Length > _length)
            {
                Grow(records.Length);
            }

            _file.Write(records, End);
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            Retract(error);
            throw;
        }

        if (flush)
        {
            try
            {
                _file.Flush();
            }
            catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
            {
                throw new LogDoubtException(error);
            }
        }

        End += records.Length;
        _length = Math.Max(_length, End);
    }

    /// <summary>Begins it anew, once all that it holds is in the items' files and on the disk.</summary>
    /// <param name="number">What it is called from now on: a number that is larger than it was.</param>
    /// <param name="mostLength">What is longer is given back to the disk.</param>
    public void Reset(long number, long mostLength)
    {
        byte[] head = new byte[HeadLength];
        WriteHead(head, number, _name);
        _file.Write(head, _isSecondHeadNewer ? 0 : SecondHead);
        _file.Flush();
        _isSecondHeadNewer = !_isSecondHeadNewer;
        Number = number;
        End = FirstRecord;
        if (_length > FirstRecord + mostLength)
        {
            _length = FirstRecord + mostLength;
            _file.Cut(_length);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Room for many records: a flush of what lies inside a file is cheaper, for it changes nothing but that.</summary>
    private void Grow(int needed)
    {
        byte[] room = new byte[Math.Max(needed, _growth)];
        _file.Write(room, End);
        _file.Flush();
        _length = End + room.Length;
    }

    private void Retract(Exception cause)
    {
        try
        {
            if (_file.Length > _length)
            {
                // A disk that is full has to have room for the items' files.
                _file.Cut(_length);
            }

            if (_length > End)
            {
                _file.Write(new byte[RecordHead], End);
            }

            _file.Flush();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw new LogDoubtException(cause);
        }
    }

    private static (long Number, ulong Name) ReadHead(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt64LittleEndian(head) == Mark
        && BinaryPrimitives.ReadUInt32LittleEndian(head[ChecksumAt..]) == Checksum(uint.MaxValue, head[..ChecksumAt])
            ? (BinaryPrimitives.ReadInt64LittleEndian(head[sizeof(ulong)..]), BinaryPrimitives.ReadUInt64LittleEndian(head[(2 * sizeof(ulong))..]))
            : default;

    private static void WriteHead(Span<byte> head, long number, ulong name)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(head, Mark);
        BinaryPrimitives.WriteInt64LittleEndian(head[sizeof(ulong)..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(head[(2 * sizeof(ulong))..], name);
        BinaryPrimitives.WriteUInt32LittleEndian(head[ChecksumAt..], Checksum(uint.MaxValue, head[..ChecksumAt]));
    }

    private static long NumberOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[(2 * sizeof(uint))..]);

    private static uint ChecksumOf(ReadOnlySpan<byte> record) =>
        Checksum(BinaryPrimitives.ReadUInt32LittleEndian(record), record[(2 * sizeof(uint))..]);

    private static uint Checksum(uint seed, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            seed = BitOperations.Crc32C(seed, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte last in bytes)
        {
            seed = BitOperations.Crc32C(seed, last);
        }

        return seed;
    }
}
