namespace Orleans.TaskFlow;

/// <summary>One call that writes, from its queue to its caller.</summary>
internal abstract class ServerWrite
{
    public abstract string Uuid { get; }

    /// <summary>Adds the statements that are the whole of it if each finds its row.</summary>
    public abstract void Declare(ISqlBatch batch);

    /// <summary>Answers the caller, after these statements are durable.</summary>
    public abstract void CompleteDeclared();

    /// <summary>Does it one statement after the other; the result is kept.</summary>
    public abstract ValueTask ApplyAsync(ISqlSession session);

    /// <summary>Answers the caller, after that is durable.</summary>
    public abstract void CompleteApplied();

    /// <summary>Answers the caller that nothing was done, or that it is not known.</summary>
    public abstract void Fail(Exception error);
}
