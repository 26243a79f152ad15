namespace Orleans.TaskFlow;

/// <summary>
/// The cluster for one <see cref="FlowStorage"/>: each connection refuses to write over a record that somebody else has
/// changed since it read or wrote it, and only lists new atoms that are as new atoms are.
/// </summary>
internal sealed class FencedClusterBackend(IGrainFactory grains, MessageLimit limit) : IFencingBackend
{
    public string Description => "cluster";

    public IConnection Connect() => ConnectFenced();

    public IConnection ConnectFenced() => new ClusterConnection(grains, new KnownRevisions(), limit);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
