namespace Orleans.TaskFlow;

/// <summary>One call that writes, from its queue to its caller.</summary>
internal abstract class SqliteWrite
{
    /// <summary>
    /// Does it in the open transaction. Throws only if that is lost with everything in it; an error of its own is kept, and
    /// leaves the others unharmed.
    /// </summary>
    public abstract void Apply(SqliteSession session);

    /// <summary>Answers the caller, after what was done is durable.</summary>
    public abstract void Complete();

    /// <summary>Answers the caller that nothing was done.</summary>
    public abstract void Fail(Exception error);
}
