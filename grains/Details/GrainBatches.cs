namespace Orleans.TaskFlow;

/// <summary>Asks many grains at once, but not so many that other calls of the silo wait behind them.</summary>
internal static class GrainBatches
{
    public const int Size = 128;

    /// <summary>The answers, in the order of the items. The first error ends it, once the batch that it was in is done.</summary>
    public static async ValueTask<TAnswer[]> AskAsync<TItem, TAnswer>(IReadOnlyList<TItem> items, Func<TItem, ValueTask<TAnswer>> ask)
    {
        var answers = new List<TAnswer>(items.Count);
        foreach (TItem[] batch in items.Chunk(Size))
        {
            answers.AddRange(await Task.WhenAll(batch.Select(item => ask(item).AsTask())));
        }

        return [.. answers];
    }

    /// <summary>Tells all items. The first error ends it, once the batch that it was in is done.</summary>
    public static async ValueTask TellAsync<TItem>(IReadOnlyList<TItem> items, Func<TItem, ValueTask> tell)
    {
        foreach (TItem[] batch in items.Chunk(Size))
        {
            await Task.WhenAll(batch.Select(item => tell(item).AsTask()));
        }
    }
}
