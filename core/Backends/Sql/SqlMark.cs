namespace Orleans.TaskFlow;

/// <summary>What a write leaves behind, and expects to find.</summary>
/// <param name="Writer">The connection that writes; <see langword="null"/> for one that does not say.</param>
/// <param name="Expected">The revision of the stored record, unless it is this writer's own; <see langword="null"/> for any.</param>
internal readonly record struct SqlMark(long? Writer, long? Expected)
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
}
