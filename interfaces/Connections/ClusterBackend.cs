namespace Orleans.TaskFlow;

/// <summary>
/// A cluster of grains as a backend: logbooks, flows and atoms are grains, which keep their records in the silos' grain storage or
/// tables. Needs only a grain factory, and so works in a client and in a silo.
/// </summary>
/// <remarks>
/// <para>
/// The cluster and its stores belong to the silos: <see cref="IConnection.UpgradeAsync"/> has nothing to do, disposing lets go of
/// nothing, and a record is as durable as the store that the silos use. Where that is a grain storage, the next two paragraphs hold;
/// where it is tables (<c>AddTaskFlowTables</c>), every atom is found by its uuid, and a call is made as a whole or not at all.
/// </para>
/// <para>
/// An atom that a <see cref="FlowStorage"/> of the cluster ensured has no record until it is first written; until then only its flow
/// knows it. Reading the flow shows it, and its detail so read can be saved; <see cref="IConnection.GetAtomDetailsAsync"/> with
/// its uuid alone is <see cref="NotFoundException"/>.
/// </para>
/// <para>
/// A call spans several grains where it saves or destroys a logbook or adds atoms. What is new is seen at once or not at all, also after
/// a crash between two grains, and repeating the call completes it. Changes to several records that were there already are each
/// atomic and are seen one by one.
/// </para>
/// <para>
/// What one call carries has to fit into one message of Orleans: 84 MiB for the backend that <c>AddTaskFlowClient</c> registers (7/16 of
/// <c>MaxMessageBodySize</c>, which it raises unless it was set), 43 MiB for one that was made by the constructor.
/// What is larger is refused with a <see cref="TooLargeException"/> that names it, before anything is written.
/// </para>
/// <para>
/// A call that got no answer (a silo that died, a time-out) is a <see cref="StorageFailureException"/>; for a write it says that the
/// outcome is unknown.
/// </para>
/// </remarks>
public sealed class ClusterBackend : IBackend
{
    private readonly IGrainFactory _grains;
    private readonly MessageLimit _limit;
    private volatile bool _disposed;

    /// <summary>The cluster that <paramref name="grains"/> belongs to: of a silo, or a client that is connected by the first call.</summary>
    public ClusterBackend(IGrainFactory grains)
        : this(grains, MessageLimit.Default)
    {
    }

    internal ClusterBackend(IGrainFactory grains, MessageLimit limit)
    {
        ArgumentNullException.ThrowIfNull(grains);
        _grains = grains;
        _limit = limit;
    }

    /// <inheritdoc/>
    public string Description => "cluster";

    /// <inheritdoc/>
    public IConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ClusterConnection(_grains, known: null, _limit);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }
}
