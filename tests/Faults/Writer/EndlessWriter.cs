namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Does every deed to every one of its flows, all at the same time, going on from what is stored, until it is killed.</summary>
internal sealed class EndlessWriter(IBackend backend, string writer, int flows)
{
    public async Task RunAsync()
    {
        await backend.Connect().UpgradeAsync();
        await MakeFlowsAsync();
        var storages = new IFlowStorage[flows];
        for (int flow = 0; flow < flows; flow++)
        {
            storages[flow] = await FlowStorage.OpenAsync(backend, Deeds.FlowOf(writer, flow));
            await storages[flow].EnsureAtomsAsync(Deeds.Atoms);
        }

        Console.WriteLine("ready");
        await Task.WhenAll(storages.SelectMany(storage => Deeds.All.Select(deed => RepeatAsync(storage, deed))));
    }

    private async Task MakeFlowsAsync()
    {
        IConnection connection = backend.Connect();
        if (await connection.GetFlowsForBookAsync(Deeds.BookOf(writer), lazy: true).AnyAsync())
        {
            return;
        }

        var book = new LogBook("faults", Deeds.BookOf(writer));
        for (int flow = 0; flow < flows; flow++)
        {
            book.Add(new FlowDetail("faults", Deeds.FlowOf(writer, flow)));
        }

        await connection.SaveLogBookAsync(book);
    }

    private static async Task RepeatAsync(IFlowStorage storage, Deed deed)
    {
        for (int number = await deed.ReadAsync(storage) + 1; ; number++)
        {
            await deed.DoAsync(storage, number);
            Console.WriteLine($"{storage.FlowUuid} {deed.Name} {number}");
        }
    }
}
