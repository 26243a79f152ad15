namespace Orleans.TaskFlow;

/// <summary>
/// One call that writes: as statements that are the whole of it as long as each finds its row, and as what is to be done if one does
/// not. Both may be tried again, if a transaction was lost.
/// </summary>
internal abstract class SqlChange<T>
{
    /// <summary>Whether it is several statements, which are to be undone as one.</summary>
    public abstract bool IsTogether { get; }

    /// <summary>The uuid of the record at its root. Changes that share a transaction are made in the order of it.</summary>
    public abstract string Uuid { get; }

    /// <summary>Adds its statements.</summary>
    public abstract void Declare(ISqlBatch batch);

    /// <summary>The result if each of these statements has found its row.</summary>
    public abstract T Declared();

    /// <summary>Does it one statement after the other, looking at what is stored, in a transaction of its own.</summary>
    public abstract ValueTask<T> ApplyAsync(ISqlSession session);
}
