using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>A bar that moves on a terminal.</summary>
internal sealed class ProgressBar(ProgressTask task, string title) : IProgressBar
{
    public void Expect(double steps) => task.MaxValue = Math.Max(steps, 1);

    public void Advance(double steps) => task.Increment(steps);

    public void Now(string what) => task.Description = Markup.Escape($"{title} {ShownText.Short(what)}");
}
