using Spectre.Console;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>A bar that moves on a terminal.</summary>
internal sealed class LiveProgress(IAnsiConsole console) : IProgressView
{
    public Task ShowAsync(int total, int done, Func<Action, Task> work) => console.Progress()
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask($"{total} files", maxValue: total);
            bar.Value = done;
            await work(() => bar.Increment(1));
        });
}
