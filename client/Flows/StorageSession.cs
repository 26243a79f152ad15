using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// One session with the grain that holds a flow's storage. It is kept alive until it is disposed, and opened again when the grain does
/// not know it any more: then the grain has read the flow anew, and is told once more what the atoms provide.
/// </summary>
internal sealed class StorageSession : IAsyncDisposable
{
    private readonly IStorageGrain _grain;
    private readonly TimeSpan _lease;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ITimer _renewal;
    private ImmutableList<Listing<AtomDeclaration>> _ensured = [];
    private volatile bool _disposed;

    public StorageSession(IGrainFactory grains, string flowUuid, TimeSpan lease, TimeProvider time, ILogger logger)
    {
        _grain = grains.GetGrain<IStorageGrain>(GrainKeys.Of(flowUuid));
        FlowUuid = flowUuid;
        _lease = lease;
        _logger = logger;
        _renewal = time.CreateTimer(_ => _ = RenewAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Guid Id { get; } = Guid.NewGuid();

    public string FlowUuid { get; }

    public string FlowName { get; private set; } = "";

    public IStorageGrain Grain => _grain;

    /// <exception cref="NotFoundException">There is no such flow.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        FlowName = await ClusterCalls.ReadAsync(
            static session => session._grain.OpenAsync(session.Id, session._lease),
            this,
            static session => $"The storage of flow {session.FlowUuid}",
            cancellationToken);
        _renewal.Change(_lease / 3, _lease / 3);
    }

    /// <summary>Notes what was ensured, to be ensured again where the grain has forgotten it.</summary>
    public void NoteEnsured(Listing<AtomDeclaration> atoms) =>
        ImmutableInterlocked.Update(ref _ensured, static (ensured, atoms) => ensured.Add(atoms), atoms);

    public async Task<T> ReadAsync<TArgument, T>(
        Func<StorageSession, TArgument, ValueTask<T>> call, TArgument argument, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await ClusterCalls.ReadAsync(
                static call => call.Call(call.Session, call.Argument),
                (Call: call, Session: this, Argument: argument),
                static call => call.Session.Subject,
                cancellationToken);
        }
        catch (SessionLostException)
        {
            await ReopenAsync(cancellationToken);
            return await ReadAsync(call, argument, cancellationToken);
        }
    }

    public async Task<T> WriteAsync<TArgument, T>(
        Func<StorageSession, TArgument, ValueTask<T>> call, TArgument argument, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await ClusterCalls.WriteAsync(
                static call => call.Call(call.Session, call.Argument),
                (Call: call, Session: this, Argument: argument),
                static call => call.Session.Subject,
                cancellationToken);
        }
        catch (SessionLostException)
        {
            // Raised before the call did anything.
            await ReopenAsync(cancellationToken);
            return await WriteAsync(call, argument, cancellationToken);
        }
    }

    public Task WriteAsync<TArgument>(
        Func<StorageSession, TArgument, ValueTask> call, TArgument argument, CancellationToken cancellationToken) => WriteAsync(
        static async (session, call) =>
        {
            await call.Call(session, call.Argument);
            return true;
        },
        (Call: call, Argument: argument),
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _renewal.DisposeAsync();
        try
        {
            await _grain.CloseAsync(Id);
        }
        catch (Exception error)
        {
            // Nothing depends on it: the lease ends by itself.
            Log.SessionNotClosed(_logger, error, FlowUuid);
        }
    }

    private string Subject => $"The storage of flow '{FlowName}' ({FlowUuid})";

    // Callers that find the session lost at the same time open it once.
    private async Task ReopenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (await ClusterCalls.ReadAsync(
                static session => session._grain.RenewAsync(session.Id), this, static session => session.Subject, cancellationToken))
            {
                return;
            }

            await OpenAsync(cancellationToken);
            foreach (Listing<AtomDeclaration> atoms in _ensured)
            {
                await ClusterCalls.WriteAsync(
                    static call => call.Session._grain.EnsureAtomsAsync(call.Session.Id, call.Atoms),
                    (Session: this, Atoms: atoms),
                    static call => call.Session.Subject,
                    cancellationToken);
            }

            Log.SessionReopened(_logger, FlowUuid);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await _grain.RenewAsync(Id);
        }
        catch (Exception error)
        {
            // The next call will find out whether the session outlived it.
            Log.SessionNotRenewed(_logger, error, FlowUuid);
        }
    }
}
