using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The sample of a linear flow that is undone. What stands between the marks is compared with its page, line by line.</summary>
internal static class LinearSample
{
    public static async Task<string> RunAsync(ServiceCollection services, string uri, int money, List<string> log)
    {
        // <example>
        services.AddTaskFlow(uri).AddFlow("trip", (Trip trip) => Flow.Linear("trip")
            .Add(FlowTask.From("train", () => Book($"train to {trip.To}"), (string? result) => Cancel(result)).Providing("seat"))
            .Add(FlowTask.From("hotel", () => Book($"hotel in {trip.To}"), (string? result) => Cancel(result)).Providing("room"))
            .Add(FlowTask.From("pay", (string seat, string room) => Pay(trip.Price, seat, room)).Providing("receipt")));
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<IFlowRunner>();

        string uuid = await runner.StartAsync("trip", Document.From(new Trip("Ghent", Price: 180)));
        FlowOutcome outcome = await runner.WaitAsync(uuid);
        string ended = $"{outcome.State.ToName()} {string.Join(", ", outcome.Failures.Values.Select(failure => failure.Message))}";
        // </example>
        return ended.TrimEnd();

        string Book(string what)
        {
            log.Add($"book {what}");
            return what;
        }

        void Cancel(string? what) => log.Add($"cancel {what ?? "nothing"}");

        string Pay(int price, string seat, string room)
        {
            if (price > money)
            {
                throw new InvalidOperationException("there is not enough money");
            }

            log.Add($"pay for {seat}, {room}");
            return "receipt";
        }
    }

    private sealed record Trip(string To, int Price);
}
