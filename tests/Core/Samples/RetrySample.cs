using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The sample of a retry over alternatives. What stands between the marks is compared with its page, line by line.</summary>
internal static class RetrySample
{
    public static async Task<string?> RunAsync(ServiceCollection services, string uri, string working, List<string> log)
    {
        // <example>
        string[] printers = ["north", "south", "west"];
        services.AddTaskFlow(uri).AddFlow("letter", () => Flow.Linear("letter")
            .Add(FlowTask.From("write", () => "Dear all").Providing("text"))
            .Add(Flow.Linear("printing", Retry.ForEach(printers, contract: AtomContract.Empty.Providing("printer")))
                .Add(FlowTask.From("reserve", (string printer) => log.Add($"reserve {printer}"), (string printer) => log.Add($"release {printer}")))
                .Add(FlowTask.From("print", (string printer, string text) => Print(printer, text)).Providing("page")))
            .Add(FlowTask.From("post", (string page) => $"posted {page}").Providing("posted")));
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<IFlowRunner>();

        string uuid = await runner.StartAsync("letter");
        (await runner.WaitAsync(uuid)).EnsureSuccess();         // throws what the last printer threw, if none prints
        await using var storage = await provider.GetRequiredService<IFlowStorageFactory>().OpenAsync(uuid);
        var tried = (await storage.GetRetryHistoryAsync("printing_retry")).Attempts;
        // </example>
        log.Add($"tried {tried.Count}");
        return (await storage.GetExecuteResultAsync("post")).To<string>();

        string Print(string printer, string text) =>
            printer == working ? $"'{text}' from {printer}" : throw new InvalidOperationException($"{printer} has no paper");
    }
}
