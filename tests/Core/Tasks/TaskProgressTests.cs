using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class TaskProgressTests
{
    [Fact]
    public async Task Progress_ReportedWhileOneIsBeingStored_IsTheLatestAndStoredBeforeTheTaskEnds()
    {
        var stored = new List<double>();
        var storing = new TaskCompletionSource();
        FlowTask task = FlowTask.From("t", (IProgress<double> progress) =>
        {
            for (int i = 1; i <= 100; i++)
            {
                progress.Report(i / 100.0);
            }

            storing.SetResult();
        });

        await task.RunAsync(progress: async (value, _) =>
        {
            await storing.Task;
            stored.Add(value);
        });

        Assert.Equal([0.01, 1], stored);
    }

    [Fact]
    public async Task Progress_OfTheCall_IsStoredWhenTheReportReturns()
    {
        var stored = new List<double>();
        FlowTask task = FlowTask.From("t", async (TaskCall call) =>
        {
            await call.ReportProgressAsync(0.5);
            stored.Add(-1);
            await call.ReportProgressAsync(2);
        });

        await task.RunAsync(progress: (value, _) =>
        {
            stored.Add(value);
            return ValueTask.CompletedTask;
        });

        Assert.Equal([0.5, -1, 1], stored);
    }

    [Fact]
    public async Task Progress_ReportedAfterTheTaskEnded_IsNotPassedOn()
    {
        var stored = new List<double>();
        IProgress<double>? kept = null;
        await FlowTask.From("t", (IProgress<double> progress) => { kept = progress; }).RunAsync(progress: (value, _) =>
        {
            stored.Add(value);
            return ValueTask.CompletedTask;
        });

        kept!.Report(0.5);

        Assert.Empty(stored);
    }
}
