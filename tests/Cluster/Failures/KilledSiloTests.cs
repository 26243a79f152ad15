using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo that dies while flows are written: their storages move, and nothing that was acknowledged is lost.</summary>
public sealed class KilledSiloTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    private const int Flows = 12;
    private const int AtomsPerFlow = 20;

    [Fact]
    public async Task KillSilo_WhileFlowsAreWritten_EverythingAcknowledgedIsThereAndSessionsGoOn()
    {
        IFlowStorageFactory factory = cluster.OfClient;
        string[] uuids = [.. Enumerable.Range(0, Flows).Select(number => $"killed-{number}")];
        var book = new LogBook("killed");
        Array.ForEach(uuids, uuid => book.Add(new FlowDetail("flow", uuid)));
        await factory.Backend.Connect().SaveLogBookAsync(book);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<Dictionary<string, int>>[] writing = [.. uuids.Select(uuid => WriteAsync(factory, uuid, started, killed.Task))];
        await started.Task;
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1]);
        killed.SetResult();
        Dictionary<string, int>[] acknowledged = await Task.WhenAll(writing);

        IConnection reader = cluster.OfSilo(0).Backend.Connect();
        for (int i = 0; i < Flows; i++)
        {
            Assert.Equal(AtomsPerFlow, acknowledged[i].Count);
            FlowDetail stored = await reader.GetFlowDetailsAsync(uuids[i]);
            Assert.Equal(acknowledged[i], stored.ToDictionary(atom => atom.Name, atom => atom.LastResults.To<int>()));
            Assert.All(stored, atom => Assert.Equal(State.Success, atom.State));
        }
    }

    /// <summary>Writes a flow's atoms, each until its write is acknowledged; half of them after the silo is dead.</summary>
    /// <returns>What was acknowledged.</returns>
    private static async Task<Dictionary<string, int>> WriteAsync(
        IFlowStorageFactory factory, string uuid, TaskCompletionSource started, Task killed)
    {
        var acknowledged = new Dictionary<string, int>();
        await using IFlowStorage storage = await factory.OpenAsync(uuid);
        string[] atoms = [.. Enumerable.Range(0, AtomsPerFlow).Select(number => $"atom {number}")];
        await storage.EnsureAtomsAsync([.. atoms.Select(atom => AtomDeclaration.Task(atom, $"result of {atom}"))]);
        for (int number = 0; number < AtomsPerFlow; number++)
        {
            if (number == AtomsPerFlow / 2)
            {
                started.TrySetResult();
                await killed;
            }

            await Repeated.UntilAnsweredAsync(() => storage.SaveAsync(atoms[number], number));
            acknowledged[atoms[number]] = number;
        }

        // What the results provide is known to the storage wherever it is by now.
        for (int number = 0; number < AtomsPerFlow; number++)
        {
            int fetched = -1;
            await Repeated.UntilAnsweredAsync(async () => fetched = await storage.FetchAsync<int>($"result of {atoms[number]}"));
            Assert.Equal(number, fetched);
        }

        return acknowledged;
    }
}
