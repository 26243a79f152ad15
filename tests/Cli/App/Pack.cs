namespace Orleans.TaskFlow.Tests.Cli.App;

/// <summary>A task that says how far it is.</summary>
public sealed class Pack
{
    public async Task ExecuteAsync(TaskCall call) => await call.ReportProgressAsync(0.5);
}
