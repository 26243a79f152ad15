namespace Orleans.TaskFlow;

/// <summary>The names that the two kinds of atoms have in every store, the seeds' own, and the words for them.</summary>
public static class AtomKindNames
{
    private const string Task = "TASK_DETAIL";
    private const string Retry = "RETRY_DETAIL";

    /// <summary>The stored name of a kind (the seeds' <c>atom_detail_type</c>).</summary>
    /// <exception cref="AtomKindException">It is none of the enumeration's values.</exception>
    public static string ToName(this AtomKind kind) => kind switch
    {
        AtomKind.Task => Task,
        AtomKind.Retry => Retry,
        _ => throw new AtomKindException($"There is no kind of atom {(int)kind}; it is a task or a retry."),
    };

    /// <summary>What messages call it.</summary>
    internal static string ToWord(this AtomKind kind) => kind == AtomKind.Task ? "task" : "retry";

    /// <summary>The kind of that stored name (the seeds' <c>atom_detail_class</c>).</summary>
    /// <exception cref="InvalidFormatException">No kind has that name.</exception>
    public static AtomKind Parse(string? name) => name switch
    {
        Task => AtomKind.Task,
        Retry => AtomKind.Retry,
        _ => throw new InvalidFormatException($"There is no kind of atom '{name}'; it is {Task} or {Retry}."),
    };
}
