namespace Orleans.TaskFlow;

/// <summary>
/// The number under which one storage of a cluster owns a flow, in the flow's row. Each write of the storage looks for it; whoever opens
/// the flow next writes another one, and so takes the flow from it.
/// </summary>
internal sealed class FlowEpoch(string flowUuid, long number)
{
    private volatile bool _isLost;

    public string FlowUuid => flowUuid;

    public long Number => number;

    /// <summary>Whether a write was refused because somebody else has taken the flow: so will be every other.</summary>
    public bool IsLost => _isLost;

    public void Lose() => _isLost = true;

    /// <summary>
    /// The number after one that is stored. The first is not one: a flow that was destroyed and made again must not know those who owned
    /// the former one.
    /// </summary>
    public static long After(long stored) => stored == 0 ? Random.Shared.NextInt64(1, long.MaxValue / 2) : stored + 1;
}
