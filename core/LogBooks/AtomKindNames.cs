namespace Orleans.TaskFlow;

/// <summary>The names that kinds of atoms have in every store: the seeds' own, <c>TASK_DETAIL</c> and <c>RETRY_DETAIL</c>.</summary>
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
        _ => throw new AtomKindException($"There is no kind of atom {(int)kind}; it is one of {AtomKind.Task}, {AtomKind.Retry}."),
    };

    /// <summary>The kind of that name (the seeds' <c>atom_detail_class</c>).</summary>
    /// <exception cref="AtomKindException">No kind has that name; the message lists those that exist.</exception>
    public static AtomKind ParseAtomKind(string name) => name switch
    {
        Task => AtomKind.Task,
        Retry => AtomKind.Retry,
        _ => throw new AtomKindException($"There is no kind of atom '{name}'; it is one of {Task}, {Retry}."),
    };
}
