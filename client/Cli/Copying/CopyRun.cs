namespace Orleans.TaskFlow.Cli;

/// <summary>Copies one logbook after the other, and goes on with the next where one cannot be.</summary>
internal sealed class CopyRun(BookCopy copy, IProgressBar bar)
{
    private readonly List<CopyResult> _results = [];

    public IReadOnlyList<CopyResult> Results => _results;

    /// <param name="uuid">The logbook's uuid, for messages.</param>
    /// <param name="name">The logbook's name, for messages.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task CopyAsync(string uuid, string name, Func<Task<LogBook>> read, CancellationToken cancellationToken)
    {
        bar.Now(name);
        LogBook book = new(name, uuid);
        try
        {
            book = await read();
            _results.Add(CopyResult.Of(book, await copy.CopyAsync(book, bar, cancellationToken)));
        }
        catch (CopyRefusedException refusal)
        {
            _results.Add(CopyResult.Of(book, CopyOutcome.Refused, refusal.Message));
            bar.Advance(1);
        }
        catch (Exception error) when (error is InvalidFormatException or DuplicateException or NotFoundException or AtomKindException)
        {
            // Of this logbook; whatever is wrong with a store ends the run.
            _results.Add(CopyResult.Of(book, CopyOutcome.Failed, error.Message));
            bar.Advance(1);
        }
    }
}
