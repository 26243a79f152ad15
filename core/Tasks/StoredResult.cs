namespace Orleans.TaskFlow;

/// <summary>Makes documents of what tasks return.</summary>
internal static class StoredResult
{
    public static ValueTask<Document> Nothing => new(Document.Null);

    public static async ValueTask<Document> OfTask(Task? returned, TaskFrame frame)
    {
        await (returned ?? throw ReturnedNull(frame));
        return Document.Null;
    }

    public static async ValueTask<Document> OfValueTask(ValueTask returned)
    {
        await returned;
        return Document.Null;
    }

    public static async ValueTask<Document> OfTask<T>(Task<T>? returned, TaskFrame frame) =>
        Stored(await (returned ?? throw ReturnedNull(frame)), frame);

    public static ValueTask<Document> OfValueTask<T>(ValueTask<T> returned, TaskFrame frame)
    {
        return returned.IsCompletedSuccessfully ? new(Stored(returned.GetAwaiter().GetResult(), frame)) : AwaitedAsync(returned, frame);

        static async ValueTask<Document> AwaitedAsync(ValueTask<T> returned, TaskFrame frame) => Stored(await returned, frame);
    }

    public static ValueTask<Document> Of<T>(T returned, TaskFrame frame) => new(Stored(returned, frame));

    private static Document Stored<T>(T value, TaskFrame frame)
    {
        try
        {
            return ValueForm<T>.Write(value);
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException($"What {frame.Owner} returned cannot be stored: {error.Message}", error);
        }
    }

    private static InvalidOperationException ReturnedNull(TaskFrame frame) =>
        new($"The code of {frame.Owner} returned null instead of a Task to wait for.");
}
