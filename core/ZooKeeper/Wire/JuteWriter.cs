using System.Buffers.Binary;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Writes a packet as ZooKeeper's protocol has it: its length, and then numbers and texts one after the other.</summary>
internal sealed class JuteWriter
{
    private const int LengthSize = 4;

    private byte[] _bytes;
    private int _length = LengthSize;

    public JuteWriter(int expectedSize = 256) => _bytes = new byte[expectedSize + LengthSize];

    public JuteWriter Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
        return this;
    }

    public JuteWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
        return this;
    }

    public JuteWriter Bool(bool value)
    {
        Take(1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public JuteWriter Text(string value)
    {
        int size = Encoding.UTF8.GetByteCount(value);
        Int(size);
        Encoding.UTF8.GetBytes(value, Take(size));
        return this;
    }

    public JuteWriter Buffer(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    /// <summary>The packet. Nothing is written to it any more.</summary>
    public Memory<byte> ToPacket()
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes, _length - LengthSize);
        return _bytes.AsMemory(0, _length);
    }

    private Span<byte> Take(int size)
    {
        if (_length + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + size, 2 * _bytes.Length));
        }

        _length += size;
        return _bytes.AsSpan(_length - size, size);
    }
}
