using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// Which silos can run which flows. Each is asked once: what it declares does not change as long as it lives, and a silo that starts
/// anew has another address. Who does not answer is asked again the next time.
/// </summary>
internal sealed class DeclaredFlows(DeclaredFlowsClient client, TimeProvider time, ILogger<DeclaredFlows> logger)
{
    // So long a placement waits for a silo that is about to be found dead.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // More silos than any cluster has at a time; those that are gone are not counted out one by one.
    private const int Remembered = 1024;

    private readonly ConcurrentDictionary<SiloAddress, FrozenSet<string>> _known = new();

    /// <summary>The names of the factories that a silo has; <see langword="null"/> if it does not say.</summary>
    public Task<FrozenSet<string>?> OfAsync(SiloAddress silo) =>
        _known.TryGetValue(silo, out FrozenSet<string>? names) ? Task.FromResult<FrozenSet<string>?>(names) : AskAsync(silo);

    private async Task<FrozenSet<string>?> AskAsync(SiloAddress silo)
    {
        try
        {
            Listing<string> names = await client.GetNamesAsync(silo).WaitAsync(_patience, time);
            if (_known.Count >= Remembered)
            {
                _known.Clear();
            }

            return _known[silo] = names.Items.ToFrozenSet(StringComparer.Ordinal);
        }
        catch (Exception error)
        {
            EngineLog.DeclaredFlowsUnknown(logger, error, silo);
            return null;
        }
    }
}
