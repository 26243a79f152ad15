namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class LogBookConverter : IConverter<LogBook, LogBookSurrogate>
{
    public LogBook ConvertFromSurrogate(in LogBookSurrogate surrogate)
    {
        LogBook book = LogBook.FromDocument(surrogate.Stored);
        DateTime? updatedAt = book.UpdatedAt;
        foreach (FlowDetail flow in surrogate.Flows)
        {
            book.Add(flow);
        }

        // Adding notes the time, but nothing was added here that was not there before.
        book.UpdatedAt = updatedAt;
        return book;
    }

    public LogBookSurrogate ConvertToSurrogate(in LogBook value) => new() { Stored = value.ToDocument(), Flows = [.. value] };
}
