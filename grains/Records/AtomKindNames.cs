namespace Orleans.TaskFlow;

/// <summary>What the kinds of atoms are called in a stored record: the seeds' names.</summary>
internal static class AtomKindNames
{
    private const string Task = "TASK_DETAIL";
    private const string Retry = "RETRY_DETAIL";

    public static string Of(AtomKind kind) => kind == AtomKind.Retry ? Retry : Task;

    /// <exception cref="InvalidFormatException">No kind has that name.</exception>
    public static AtomKind Parse(string name) => name switch
    {
        Task => AtomKind.Task,
        Retry => AtomKind.Retry,
        _ => throw new InvalidFormatException($"There is no kind of atom '{name}'; it is one of {Task}, {Retry}."),
    };
}
