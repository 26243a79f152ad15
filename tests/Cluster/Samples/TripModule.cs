using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Cluster;

// <example>
public sealed class TripModule : IFlowModule
{
    public void Configure(IServiceCollection services) => services.AddSingleton<Bookings>().AddFlow("trip", (Trip trip) => Flow.Linear("trip")
        .Add(FlowTask.Of<BookTask>("train").Injecting("what", $"train to {trip.To}").Providing("seat"))
        .Add(FlowTask.Of<BookTask>("hotel").Injecting("what", $"hotel in {trip.To}").Providing("room"))
        .Add(FlowTask.From("pay", (string seat, string room, [Service] Bookings bookings) => bookings.Pay(trip.Price)).Providing("receipt")));
}

public sealed class BookTask(Bookings bookings)
{
    public string Execute(string what) => bookings.Book(what);

    public void Revert(string? result) => bookings.Cancel(result);
}
// </example>
