using System.Buffers.Binary;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Reads what a packet of ZooKeeper's protocol holds, but for its length.</summary>
internal ref struct JuteReader(ReadOnlySpan<byte> packet)
{
    private ReadOnlySpan<byte> _rest = packet;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    public bool Bool() => Take(1)[0] != 0;

    public string Text() => Encoding.UTF8.GetString(Take(Math.Max(0, Int())));

    public byte[] Buffer() => Take(Math.Max(0, Int())).ToArray();

    /// <exception cref="InvalidDataException">The packet ends before that.</exception>
    private ReadOnlySpan<byte> Take(int size)
    {
        if (size > _rest.Length)
        {
            throw new InvalidDataException("A packet of ZooKeeper's ends before all of it was read.");
        }

        ReadOnlySpan<byte> taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
