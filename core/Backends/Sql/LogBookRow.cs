namespace Orleans.TaskFlow;

/// <summary>A logbook with its flows as they were when a call began, ready to be written.</summary>
internal sealed class LogBookRow(LogBook book, string now)
{
    public string Uuid { get; } = book.Uuid;

    public string Name { get; } = book.Name;

    public Document Meta { get; } =
        RecordWriting.Written(ItemPath.Of(book), book, static book => Metadata.Write(book.Meta));

    public string? CreatedAt { get; } = StoredTime.Write(book.CreatedAt);

    public string? UpdatedAt { get; } = StoredTime.Write(book.UpdatedAt);

    public IReadOnlyList<FlowRow> Flows { get; } = [.. book.Select(flow => new FlowRow(flow, now))];
}
