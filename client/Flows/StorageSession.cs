using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// One session with the grain that holds a flow's storage. It is kept alive until it is disposed, and opened again when the grain does
/// not know it any more: then the grain has read the flow anew, and is told with the opening what the atoms provide.
/// </summary>
internal sealed class StorageSession : IAsyncDisposable
{
    private readonly IStorageGrain _grain;
    private readonly TimeSpan _lease;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ProviderOrder _providers = new();
    private readonly ITimer _renewal;
    private volatile int _openings;
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
        // Before what was ensured is looked at: see EnsureAtomsAsync.
        Interlocked.Increment(ref _openings);
        FlowName = await ClusterCalls.ReadAsync(
            static session => session._grain.OpenAsync(session.Id, session._lease, session._providers.ToRounds()),
            this,
            static session => $"The storage of flow {session.FlowUuid}",
            cancellationToken);
        _renewal.Change(_lease / 3, _lease / 3);
    }

    /// <summary>Ensures atoms here, and again wherever the session is opened again.</summary>
    /// <returns>Their uuids.</returns>
    public async Task<IReadOnlyList<string>> EnsureAtomsAsync(Listing<AtomDeclaration> atoms, CancellationToken cancellationToken)
    {
        while (true)
        {
            int openings = _openings;
            Listing<EnsuredAtom> answers = await WriteAsync(
                static (session, atoms) => session.Grain.EnsureAtomsAsync(session.Id, atoms), atoms, cancellationToken);
            _providers.Note(atoms.Items, answers.Items);

            // Another call may have opened the session again after this one's answer, but before that was noted.
            if (openings == _openings)
            {
                return [.. answers.Items.Select(atom => atom.Uuid)];
            }
        }
    }

    public async Task<T> ReadAsync<TArgument, T>(
        Func<StorageSession, TArgument, ValueTask<T>> call, TArgument argument, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            ValueTask<T> answer = call(this, argument);
            return cancellationToken.CanBeCanceled ? await answer.AsTask().WaitAsync(cancellationToken) : await answer;
        }
        catch (SessionLostException)
        {
            await ReopenAsync(cancellationToken);
            return await ReadAsync(call, argument, cancellationToken);
        }
        catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
        {
            throw ClusterErrors.Of(error, Subject, write: false);
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
