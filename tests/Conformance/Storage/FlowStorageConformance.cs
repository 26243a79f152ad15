using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What <see cref="IFlowStorage"/> promises, whatever it runs on: whole stretches of a flow's life. What a call did is looked for in
/// the store, and in a storage that was opened afterwards.
/// </summary>
public abstract partial class FlowStorageConformance : StoreSuite
{
    /// <summary>The flow of every case.</summary>
    protected const string FlowUuid = "00000000-0000-4000-8000-00000000f10e";

    /// <summary>Its name.</summary>
    protected const string FlowName = "the flow";

    /// <summary>Saves the flow, opens its storage and ensures its atoms.</summary>
    protected async Task<IFlowStorage> StartAsync(params AtomDeclaration[] atoms)
    {
        var book = new LogBook("the book", "00000000-0000-4000-8000-00000000b00c");
        book.Add(new FlowDetail(FlowName, FlowUuid));
        await First.Backend.Connect().SaveLogBookAsync(book);
        IFlowStorage storage = await First.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync(atoms);
        return storage;
    }

    /// <summary>Ends the session with a storage, and opens the flow again by the store's second opening.</summary>
    protected async Task<IFlowStorage> ReopenAsync(IFlowStorage storage)
    {
        await storage.DisposeAsync();
        return await Second.OpenAsync(FlowUuid);
    }

    /// <summary>An atom as the store holds it.</summary>
    protected async Task<AtomDetail> StoredAsync(string atomName)
    {
        FlowDetail flow = await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid);
        return flow.Single(atom => atom.Name == atomName);
    }

    /// <summary>Asserts that a storage shows exactly what the store holds.</summary>
    protected async Task AssertShowsWhatIsStoredAsync(IFlowStorage storage)
    {
        string[] names = await AtomNamesAsync();
        await using IFlowStorage fresh = await FlowStorage.OpenAsync(Second.Backend, FlowUuid);
        Assert.Equal(await StorageDump.OfAsync(fresh, names), await StorageDump.OfAsync(storage, names));
    }

    /// <summary>
    /// Asserts that a call raises an error of that type, says what it was about, and leaves store and memory as they were.
    /// </summary>
    protected async Task<TError> AssertRefusedAsync<TError>(IFlowStorage storage, Func<Task> call, params string[] culprits)
        where TError : Exception
    {
        string[] names = await AtomNamesAsync();
        string before = await StorageDump.OfAsync(storage, names);
        TError error = await AssertRefusedAsync<TError>(call, culprits);
        Assert.Equal(before, await StorageDump.OfAsync(storage, names));
        return error;
    }

    private static Dictionary<string, Document> Values(params (string Name, object? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => Document.From(value.Value), StringComparer.Ordinal);

    private async Task<string[]> AtomNamesAsync() =>
        [.. (await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid)).Select(atom => atom.Name)];
}
