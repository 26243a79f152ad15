namespace Orleans.TaskFlow.Quickstart;

/// <summary>Prints a line every twentieth of the way: for files, pipes and terminals that can do no more.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgressView
{
    private const int Steps = 20;

    private readonly Lock _gate = new();

    public Task ShowAsync(int total, int done, Func<Action, Task> work) => work(() =>
    {
        lock (_gate)
        {
            done++;
            if ((long)done * Steps / total > (long)(done - 1) * Steps / total)
            {
                output.WriteLine($"{done} of {total} files");
            }
        }
    });
}
