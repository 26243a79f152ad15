using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The README's first example. What stands between the marks is compared with the README, line by line.</summary>
internal static class EmbeddedExample
{
    public static async Task<string?> RunAsync(string uri)
    {
        var services = new ServiceCollection();

        // <example>
        services.AddTaskFlow(uri);                              // such as "sqlite:///orders.db"
        await using var provider = services.BuildServiceProvider();
        var flows = provider.GetRequiredService<IFlowStorageFactory>();

        // Once, when the order comes in: a logbook holds flows, a flow holds atoms.
        var book = new LogBook("orders", uuid: "order-4711");
        book.Add(new FlowDetail("ship", uuid: "order-4711-ship"));
        await flows.Backend.Connect().SaveLogBookAsync(book);

        // In every run, the first and those after a crash, in whichever process.
        await using IFlowStorage storage = await flows.OpenAsync("order-4711-ship");
        await storage.InjectAsync("customer", "C-17");
        await storage.EnsureAtomsAsync([
            AtomDeclaration.Task("reserve", provides: "reservation"),
            AtomDeclaration.Task("charge", provides: "receipt")]);

        if (await storage.GetAtomStateAsync("reserve") != State.Success)
        {
            await storage.SetAtomStateAsync("reserve", State.Running);
            await storage.SaveAsync("reserve", new Reservation("Ghent", 2));    // durable when it returns
        }

        var arguments = await storage.FetchMappedArgsAsync(
            new Dictionary<string, string> { ["from"] = "reservation", ["who"] = "customer" },
            atomName: "charge",
            scope: [["reserve"]]);
        Reservation? reserved = arguments["from"].To<Reservation>();
        // </example>
        return $"{arguments["who"].To<string>()} {reserved?.Warehouse}";
    }

    private sealed record Reservation(string Warehouse, int Boxes);
}
