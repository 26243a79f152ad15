namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Replays calls on one connection to a backend.</summary>
internal sealed class PersistenceReplay(IBackend backend) : IReplay
{
    private readonly IConnection _connection = backend.Connect();

    public async Task<object?> CallAsync(TraceStep step)
    {
        TraceValue args = step.Args;
        switch (step.Op)
        {
            case "save_logbook":
                await _connection.SaveLogBookAsync(RecordTrees.ReadBook(args["book"]));
                return null;
            case "update_flow_details":
                return RecordTrees.Write(await _connection.UpdateFlowDetailsAsync(RecordTrees.ReadFlow(args["flow"])));
            case "update_atom_details":
                return RecordTrees.Write(await _connection.UpdateAtomDetailsAsync(RecordTrees.ReadAtom(args["atom"])));
            case "get_logbook":
                return RecordTrees.WriteWithFlows(await _connection.GetLogBookAsync(args["uuid"].Text, args["lazy"].Flag));
            case "get_logbooks":
                return await SortedAsync(_connection.GetLogBooksAsync(args["lazy"].Flag), book => book.Uuid, RecordTrees.WriteWithFlows);
            case "get_flow_details":
                return RecordTrees.WriteWithAtoms(await _connection.GetFlowDetailsAsync(args["uuid"].Text, args["lazy"].Flag));
            case "get_flows_for_book":
                var flows = _connection.GetFlowsForBookAsync(args["book_uuid"].Text, args["lazy"].Flag);
                return await SortedAsync(flows, flow => flow.Uuid, RecordTrees.WriteWithAtoms);
            case "get_atom_details":
                return RecordTrees.Write(await _connection.GetAtomDetailsAsync(args["uuid"].Text));
            case "get_atoms_for_flow":
                return await SortedAsync(_connection.GetAtomsForFlowAsync(args["uuid"].Text), atom => atom.Uuid, RecordTrees.Write);
            case "destroy_logbook":
                await _connection.DestroyLogBookAsync(args["uuid"].Text);
                return null;
            case "clear_all":
                await _connection.ClearAllAsync();
                await _connection.UpgradeAsync();
                return null;
            case "validate":
                await _connection.ValidateAsync();
                return null;
            case "upgrade":
                await _connection.UpgradeAsync();
                return null;
            default:
                throw new TraceFormatException($"the kind persistence has no op '{step.Op}'");
        }
    }

    public ValueTask DisposeAsync() => backend.DisposeAsync();

    private static async Task<object> SortedAsync<T>(IAsyncEnumerable<T> records, Func<T, string> uuid, Func<T, object> write)
    {
        var all = new List<T>();
        await foreach (T record in records)
        {
            all.Add(record);
        }

        return all.OrderBy(uuid, StringComparer.Ordinal).Select(write).ToList();
    }
}
