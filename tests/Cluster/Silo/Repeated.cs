namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Calls that may be made again.</summary>
internal static class Repeated
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks again and again, with pauses, where nothing tells when the answer is another one.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>Repeats a call as long as it gets no answer from a silo or a store that is gone.</summary>
    public static async Task UntilAnsweredAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StorageFailureException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
