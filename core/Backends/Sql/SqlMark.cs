namespace Orleans.TaskFlow;

/// <summary>What a write leaves behind, and expects to find.</summary>
/// <param name="Writer">The connection that writes; <see langword="null"/> for one that does not say.</param>
/// <param name="Expected">The revision of the stored record, unless it is this writer's own; <see langword="null"/> for any.</param>
/// <param name="Epoch">As whose the flow is written; <see langword="null"/> for somebody who does not own it.</param>
internal readonly record struct SqlMark(long? Writer, long? Expected, FlowEpoch? Epoch)
{
    /// <exception cref="StaleWriteException">Somebody else has written the record since this connection has read it.</exception>
    public void Check(ItemPath item, long revision, long? writer)
    {
        if (Expected is { } expected && revision != expected && writer != Writer)
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
}
