using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The sample of a flow that outlives its process. What stands between the marks is compared with its page, line by line.</summary>
internal static class ResumeSample
{
    public static async Task<State> RunAsync(ServiceCollection services, string uri, Func<string, Task> did)
    {
        // <example>
        services.AddTaskFlow(uri).AddFlow("report", () => Flow.Linear("report")
            .Add(FlowTask.From("collect", async () =>
            {
                await did("collect");
                return new[] { 3, 4, 5 };
            }).Providing("numbers"))
            .Add(FlowTask.From("sum", async (int[] numbers, TaskCall call) =>
            {
                await did($"sum, as {call.IdempotencyKey}");
                return numbers.Sum();
            }).Providing("total"))
            .Add(FlowTask.From("publish", async (int total) => await did($"publish {total}"))));
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<IFlowRunner>();

        // The same lines in every run of the program: the uuid says which work this is.
        string uuid = await runner.StartAsync("report", flowUuid: "report-2026-11");
        FlowOutcome outcome = (await runner.WaitAsync(uuid)).EnsureSuccess();
        // </example>
        return outcome.State;
    }
}
