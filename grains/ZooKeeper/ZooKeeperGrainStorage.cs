using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps the state of each grain in a node of its own. The ETag is the node's version, which is checked in the write itself; what
/// is read was written by whoever wrote last, whichever server is asked.
/// </summary>
internal sealed class ZooKeeperGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private readonly string _name;
    private readonly ZooKeeperGrainStorageOptions _options;
    private readonly IActivatorProvider _activators;
    private readonly string _store;
    private readonly string _root;
    private readonly ZooKeeperSessions _sessions;
    private readonly ZooKeeperNodes _nodes;

    public ZooKeeperGrainStorage(
        string name,
        ZooKeeperGrainStorageOptions options,
        IOptions<ClusterOptions> cluster,
        IActivatorProvider activators,
        ILogger<ZooKeeperGrainStorage> logger,
        TimeProvider time)
    {
        _name = name;
        _options = options;
        _activators = activators;
        string service = cluster.Value.ServiceId;
        _store = $"ZooKeeper grain storage '{name}' ({options.Servers}{options.Path})";
        _root = $"{(options.Path == "/" ? "" : options.Path)}/{Name(service, $"service id '{service}'")}";
        ZooKeeperBackendOptions connection = options.ToBackendOptions();
        _sessions = new ZooKeeperSessions(connection, _store, logger, time);
        _nodes = new ZooKeeperNodes(_sessions, options.User is null ? NodeAccess.Everybody : NodeAccess.Creator, _store);
    }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        OptionFormattingUtilities.Name<ZooKeeperGrainStorage>(_name),
        ServiceLifecycleStage.ApplicationServices,
        cancellationToken => _nodes.EnsureAsync(_root, cancellationToken));

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string node = NodeOf(stateName, grainId);

        // Answered in order: what is read after it is as new as the last write that was acknowledged, by whichever server.
        Task sync = _nodes.SyncAsync(_root, CancellationToken.None);
        NodeData? found = await _nodes.FindAsync(node, CancellationToken.None);
        await sync;
        if (found is null)
        {
            Forget(grainState);
            return;
        }

        grainState.State = _options.GrainStorageSerializer.Deserialize<T>(new BinaryData(found.Bytes));
        grainState.ETag = ETagOf(found.Stat.Version);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string node = NodeOf(stateName, grainId);
        byte[] payload = _options.GrainStorageSerializer.Serialize(grainState.State).ToArray();
        if (payload.Length > _options.MaxNodeSize)
        {
            throw new TooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"The state '{stateName}' of grain {FlowContents.Shown(grainId.ToString())} is {payload.Length:N0} bytes, more than the {_options.MaxNodeSize:N0} that a node of ZooKeeper may hold ({nameof(_options.MaxNodeSize)}). Keep large values elsewhere, and store where they are."));
        }

        NodeWrite write = VersionOf(grainState.ETag) is { } version ? NodeWrite.Set(node, payload, version) : NodeWrite.Create(node, payload);
        NodeConflict? conflict = await WriteAsync(write);
        if (conflict is { Code: ZooKeeperCode.NoNode } && write.Kind == NodeWriteKind.Create)
        {
            await _nodes.EnsureAsync(node[..node.LastIndexOf('/')], CancellationToken.None);
            conflict = await WriteAsync(write);
        }

        if (conflict is not null)
        {
            throw await InconsistentAsync("written", stateName, grainId, grainState.ETag, node);
        }

        grainState.ETag = ETagOf(write.Version + 1);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string node = NodeOf(stateName, grainId);
        bool cleared = VersionOf(grainState.ETag) is { } version
            ? await WriteAsync(NodeWrite.Delete(node, version)) is null
            : await _nodes.LookAsync(node, CancellationToken.None) is null;
        if (!cleared)
        {
            throw await InconsistentAsync("cleared", stateName, grainId, grainState.ETag, node);
        }

        Forget(grainState);
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private static string ETagOf(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static int? VersionOf(string? etag) => string.IsNullOrEmpty(etag) ? null : int.Parse(etag, CultureInfo.InvariantCulture);

    private Task<NodeConflict?> WriteAsync(NodeWrite write) => _nodes.WriteAsync([write], writer: null, CancellationToken.None);

    private async Task<InconsistentStateException> InconsistentAsync(string done, string stateName, GrainId grainId, string? etag, string node)
    {
        string? stored = await _nodes.LookAsync(node, CancellationToken.None) is { } stat ? ETagOf(stat.Version) : null;
        return new InconsistentStateException(
            $"The state '{stateName}' of grain {FlowContents.Shown(grainId.ToString())} was not {done} in the {_store}: somebody else has changed it (ETag {stored ?? "none"}, and {etag ?? "none"} was known).",
            stored,
            etag);
    }

    private void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = _activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private string NodeOf(string stateName, GrainId grainId) =>
        $"{_root}/{Name(stateName, "state")}/{Name(grainId.Type.ToString()!, "type of grain")}/{Name(grainId.Key.ToString()!, "key of grain")}";

    private string Name(string text, string what) => NodeName.Of(text) is { Length: > 0 } name
        ? name
        : throw new StorageFailureException(
            $"The {what} '{FlowContents.Shown(text)}' cannot be kept in the {_store}: it is empty, not Unicode, or makes a node's name of more than {NodeName.MaxBytes} bytes.");
}
