using System.Buffers;

namespace Orleans.TaskFlow;

/// <summary>Records of calls that came while others were being written: they are written, and acknowledged, together.</summary>
/// <param name="room">What an earlier batch has left to use again.</param>
internal sealed class LogBatch(ArrayBufferWriter<byte>? room)
{
    private const int MostKept = 1024 * 1024;

    /// <summary>Ends once the records are in the log, and on the disk if that is asked for.</summary>
    public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ArrayBufferWriter<byte> Bytes { get; } = room ?? new ArrayBufferWriter<byte>(4096);

    /// <summary>What a later batch may use again, once this one is written.</summary>
    public ArrayBufferWriter<byte>? TakeRoom()
    {
        Bytes.ResetWrittenCount();
        return Bytes.Capacity <= MostKept ? Bytes : null;
    }
}
