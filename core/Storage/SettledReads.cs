namespace Orleans.TaskFlow;

/// <summary>Has questions about a flow answered from its memory, which is read from the store again first where it is in doubt.</summary>
internal sealed class SettledReads(FlowContents contents, Doubts doubts)
{
    /// <summary>Answers at once, without a state machine, unless something is in doubt.</summary>
    /// <param name="argument">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Gives the answer; called under <see cref="FlowContents.Sync"/>.</param>
    /// <param name="cancellationToken">Cancels before the answer.</param>
    public Task<T> ReadAsync<TArgument, T>(TArgument argument, Func<FlowContents, TArgument, T> read, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken)
        : doubts.Any ? SettleAndReadAsync(argument, read, cancellationToken)
        : Read(argument, read);

    private async Task<T> SettleAndReadAsync<TArgument, T>(
        TArgument argument, Func<FlowContents, TArgument, T> read, CancellationToken cancellationToken)
    {
        await doubts.SettleAsync(cancellationToken);
        return await Read(argument, read);
    }

    private Task<T> Read<TArgument, T>(TArgument argument, Func<FlowContents, TArgument, T> read)
    {
        try
        {
            lock (contents.Sync)
            {
                return Task.FromResult(read(contents, argument));
            }
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }
}
