namespace Orleans.TaskFlow;

/// <summary>
/// What one connection knows of one record: the number of the write that has left it as it was last seen. No two writes have the same
/// number, so a write that arrives late finds another one than it expects, and leaves the record as it is.
/// </summary>
internal sealed class SqlRevision
{
    /// <summary>The number of a record that another program has written, which leaves none.</summary>
    public const long OfOthers = 0;

    private static long _last = Random.Shared.NextInt64(1, long.MaxValue / 2);

    private readonly Lock _gate = new();
    private long? _known;
    private long[] _unanswered = [];

    /// <summary>A number for the next write, wherever that goes to.</summary>
    public static long Next() => Interlocked.Increment(ref _last);

    /// <summary>A write of the record as it is known.</summary>
    public SqlMark Mark(FlowEpoch? epoch)
    {
        lock (_gate)
        {
            return new SqlMark(Next(), _known, _unanswered, epoch, this);
        }
    }

    /// <summary>The record was read. What was unanswered until then is no longer expected: if it comes yet, it is a surprise.</summary>
    public void Read(long number)
    {
        lock (_gate)
        {
            Know(number);
        }
    }

    /// <summary>
    /// The record came along with its flow. One that is known stays as it is: whoever reads a flow again takes over the atoms that are new
    /// to him, and must not write his old detail of another over a newer one.
    /// </summary>
    public void Listed(long number)
    {
        lock (_gate)
        {
            if (_known is null)
            {
                Know(number);
            }
        }
    }

    public void Written(long number)
    {
        lock (_gate)
        {
            Know(number);
        }
    }

    /// <summary>Whether a write was made is not known. The next one expects either.</summary>
    public void Unanswered(long number)
    {
        lock (_gate)
        {
            _unanswered = [.. _unanswered, number];
        }
    }

    private void Know(long number)
    {
        _known = number;
        _unanswered = [];
    }
}
