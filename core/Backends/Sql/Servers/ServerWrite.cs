namespace Orleans.TaskFlow;

/// <summary>One call that writes, from its queue to its caller: it is declared or applied, or fails, and is then answered.</summary>
internal abstract class ServerWrite : IThreadPoolWorkItem
{
    public abstract string Uuid { get; }

    /// <summary>Adds the statements that are the whole of it if each finds its row.</summary>
    public abstract void Declare(ISqlBatch batch);

    /// <summary>The result: these statements are durable, and each has found its row.</summary>
    public abstract void CompleteDeclared();

    /// <summary>Does it one statement after the other. The result stands if the transaction does.</summary>
    public abstract ValueTask ApplyAsync(ISqlSession session);

    /// <summary>The result: nothing was done, or it is not known.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Answers the caller, who goes on at once, before this returns. Once answered, it does nothing.</summary>
    public abstract void Answer();

    /// <summary>Answers the caller from the end of the thread pool's queue: what he does then does not hold up the others.</summary>
    public void AnswerElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Answer();
}
