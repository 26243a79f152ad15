namespace Orleans.TaskFlow;

/// <summary>A logbook with its flows as they were when a call began, ready to be written.</summary>
internal sealed class LogBookRow(LogBook book, DateTime now, SqlRevisions? known)
{
    public string Uuid { get; } = book.Uuid;

    public string Name { get; } = book.Name;

    public Document Meta { get; } =
        RecordWriting.Written(ItemPath.Of(book), book, static book => Metadata.Write(book.Meta));

    /// <summary>How many bytes it takes without its flows (<see cref="RecordLimit"/>).</summary>
    public long Size => RecordWriting.SizeOf([Name, Uuid], [Meta]);

    public DateTime? CreatedAt { get; } = StoredTime.Utc(book.CreatedAt);

    public DateTime? UpdatedAt { get; } = StoredTime.Utc(book.UpdatedAt);

    public SqlMark Mark { get; } = SqlMark.OfAny();

    public IReadOnlyList<FlowRow> Flows { get; } = [.. book.Select(flow => new FlowRow(flow, now, known))];

    /// <summary>The marks of the logbook, of its flows and of their atoms.</summary>
    public IEnumerable<SqlMark> Marks => Flows.SelectMany(flow => flow.Marks).Prepend(Mark);
}
