namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>What the quickstart says of how far it is.</summary>
internal static class Progress
{
    /// <summary>Waits until it has shown so many files as done.</summary>
    /// <returns>How many it has shown.</returns>
    public static async Task<int> ShownAsync(this ChildProcess process, int atLeast, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        int done;
        do
        {
            done = DoneIn(await process.ReadLineAsync(limit.Token));
        }
        while (done < atLeast);
        return done;
    }

    /// <summary>Of "250 of 5000 files", 250.</summary>
    public static int DoneIn(string line) =>
        line.Split(' ') is [var done, "of", _, "files"] && int.TryParse(done, out int number) ? number : 0;
}
