using System.Collections.Concurrent;
using Orleans.TaskFlow.Tests.Faults.Writer;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>What was acknowledged to those who do deeds to one flow: the number of the last call, by deed.</summary>
internal sealed class Acknowledged(string flow)
{
    private readonly ConcurrentDictionary<string, int> _last = new();

    public int LastOf(Deed deed) => _last.GetValueOrDefault(deed.Name);

    public void Note(Deed deed, int number) => _last[deed.Name] = number;

    /// <summary>Holds it against what somebody else sees: of each deed the last such call, and all before it once.</summary>
    /// <param name="seen">The flow, as somebody else has opened it.</param>
    /// <param name="onTheirWay">Whether calls may have been made that were not acknowledged: of each deed one.</param>
    public async Task CheckAsync(IFlowStorage seen, bool onTheirWay)
    {
        foreach (Deed deed in Deeds.All)
        {
            int acknowledged = LastOf(deed);
            int found = await deed.ReadAsync(seen);
            Assert.True(
                found == acknowledged || (onTheirWay && found == acknowledged + 1),
                $"{deed.Name} in flow {flow}: call {acknowledged} was acknowledged, the store shows call {found}.");
            Note(deed, found);
        }
    }
}
