namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Calls that may be made again.</summary>
internal static class Repeated
{
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
