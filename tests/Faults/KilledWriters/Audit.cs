using Orleans.TaskFlow.Tests.Faults.Writer;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// Holds what one writer said against what its store shows to a new backend, run after run: a flow shows its last acknowledged call,
/// or the one that was on its way; whole, and with all before it.
/// </summary>
internal sealed class Audit(KilledStore store, string writer, int flows)
{
    private readonly Dictionary<(string Flow, string Deed), int> _found = [];
    private bool _isReady;

    public async Task CheckAsync(WriterRun run)
    {
        await store.CheckAsync();
        _isReady |= run.IsReady;
        await using IBackend backend = Backends.Fetch(store.Uri);
        await backend.Connect().UpgradeAsync();
        for (int i = 0; i < flows; i++)
        {
            string flow = Deeds.FlowOf(writer, i);
            if (await OpenAsync(backend, flow) is not { } storage)
            {
                Assert.False(_isReady, $"Flow {flow} is gone.");
                continue;
            }

            foreach (Deed deed in Deeds.All)
            {
                await CheckAsync(storage, deed, run);
            }
        }
    }

    private async Task CheckAsync(IFlowStorage storage, Deed deed, WriterRun run)
    {
        var key = (storage.FlowUuid, deed.Name);
        int acknowledged = run.Last.GetValueOrDefault(key, _found.GetValueOrDefault(key));
        int found = 0;
        try
        {
            found = await deed.ReadAsync(storage);
        }
        catch (NotFoundException) when (!_isReady)
        {
        }

        Assert.True(
            found == acknowledged || found == acknowledged + 1,
            $"{deed.Name} in flow {storage.FlowUuid}: call {acknowledged} was acknowledged, the store shows call {found}.");
        _found[key] = found;
    }

    private static async Task<IFlowStorage?> OpenAsync(IBackend backend, string flow)
    {
        try
        {
            return await FlowStorage.OpenAsync(backend, flow);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
