namespace Orleans.TaskFlow;

/// <summary>What a write leaves behind, and expects to find.</summary>
/// <param name="Number">The write's own number.</param>
/// <param name="Expected">The number of the write that the record has to be of; <see langword="null"/> for any.</param>
/// <param name="Unanswered">The numbers of those that it may be of as well: this connection's own, of which it is not known whether they were made.</param>
/// <param name="Epoch">As whose the flow is written; <see langword="null"/> for somebody who does not own it.</param>
/// <param name="Revision">Hears how the write ends; <see langword="null"/> for somebody who does not ask.</param>
internal sealed record SqlMark(long Number, long? Expected, IReadOnlyList<long> Unanswered, FlowEpoch? Epoch, SqlRevision? Revision)
{
    /// <summary>A write over whatever is there.</summary>
    public static SqlMark OfAny() => new(SqlRevision.Next(), Expected: null, Unanswered: [], Epoch: null, Revision: null);

    /// <exception cref="StaleWriteException">Somebody else has written the record since this connection has read it.</exception>
    public void Check(ItemPath item, long stored)
    {
        if (Expected is { } expected && stored != expected && !Unanswered.Contains(stored))
        {
            throw new StaleWriteException(
                $"The {item} was changed by somebody else since it was read, and is left as it is. Read it again, and decide.");
        }
    }

    /// <summary>Looks at how many records a statement has written that was to write one which is there.</summary>
    /// <exception cref="StaleWriteException">It has written none: the flow belongs to another storage by now.</exception>
    public void CheckWritten(ItemPath item, int count)
    {
        if (count == 0 && Epoch is not null)
        {
            Epoch.Lose();
            throw new StaleWriteException(
                $"The {item} is left as it is: another storage has opened flow {Epoch.FlowUuid} since. Open it again, and decide.");
        }
    }

    public void Written() => Revision?.Written(Number);

    public void Lost() => Revision?.Unanswered(Number);
}
