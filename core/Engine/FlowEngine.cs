using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// Runs one flow in this process: executes its atoms, undoes them when one fails, tries again where a retry says so, and carries on
/// where an earlier run was suspended, failed or died (the seeds' action engine).
/// </summary>
/// <remarks>
/// <para>
/// Everything that a later run needs is in the storage: an atom is RUNNING there before its code is called, and its result is there
/// before anything that follows it begins. A store that fails stops the run with a <see cref="StorageFailureException"/>; what is stored
/// can be run on by this engine or another one.
/// </para>
/// <para>
/// One flow is to be run by one engine at a time. A second one in this process, over the same <see cref="IBackend"/>, is refused. Over another
/// one SQL databases and ZooKeeper refuse the writes of whichever engine comes second to a record, with a <see cref="StaleWriteException"/>:
/// it stops, writes nothing more, and may have called tasks that the other one calls, too. A directory that two processes have open, and
/// storages of a cluster, notice nothing: there one engine is for the caller to see to. An engine's methods may be called by many
/// threads, but it runs once at a time.
/// </para>
/// </remarks>
public sealed class FlowEngine : IAsyncDisposable
{
    private readonly FlowEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _ownsStorage;
    private RunContext? _context;
    private FlowPreparation? _preparation;
    private Suspension? _suspension;
    private IAsyncDisposable? _durations;
    private int _running;

    /// <summary>Makes an engine for a flow; nothing is read or written yet.</summary>
    /// <param name="storage">Holds the flow's detail. It is not disposed with the engine.</param>
    /// <param name="flow">What is to be run; atoms are found again in the storage by their names.</param>
    /// <param name="options">The defaults if null.</param>
    /// <param name="time">Tells how long retries wait; the system's if null.</param>
    /// <param name="logger">None if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FlowEngine(
        IFlowStorage storage, Flow flow, FlowEngineOptions? options = null, TimeProvider? time = null, ILogger<FlowEngine>? logger = null)
        : this(storage, flow, ownsStorage: false, options, time, logger)
    {
    }

    private FlowEngine(
        IFlowStorage storage, Flow flow, bool ownsStorage, FlowEngineOptions? options, TimeProvider? time, ILogger<FlowEngine>? logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(flow);
        _options = options ?? new FlowEngineOptions();
        _options.Validate();
        Storage = storage;
        Flow = flow;
        _ownsStorage = ownsStorage;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<FlowEngine>.Instance;
        Notifications = new FlowNotifications(_logger, _options.Watchers);
    }

    /// <summary>What is run.</summary>
    public Flow Flow { get; }

    /// <summary>Where the flow's states, results and values are.</summary>
    public IFlowStorage Storage { get; }

    /// <summary>Tells what happens to the flow while this engine runs it.</summary>
    public FlowNotifications Notifications { get; }

    /// <summary>Saves a new flow in a logbook of its own, and makes an engine for it.</summary>
    /// <param name="storages">Where the flow is to be.</param>
    /// <param name="flow">What is to be run.</param>
    /// <param name="values">Values for the flow, which are stored with it; none if null.</param>
    /// <param name="options">The defaults if null.</param>
    /// <param name="time">Tells how long retries wait; the system's if null.</param>
    /// <param name="logger">None if null.</param>
    /// <param name="cancellationToken">Cancels before the write has begun.</param>
    /// <exception cref="StorageFailureException">It could not be saved.</exception>
    public static async Task<FlowEngine> CreateAsync(
        IFlowStorageFactory storages,
        Flow flow,
        IReadOnlyDictionary<string, Document>? values = null,
        FlowEngineOptions? options = null,
        TimeProvider? time = null,
        ILogger<FlowEngine>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storages);
        ArgumentNullException.ThrowIfNull(flow);
        var detail = new FlowDetail(flow.Name, Guid.NewGuid().ToString());
        var book = new LogBook(flow.Name) { detail };
        await storages.Backend.Connect().SaveLogBookAsync(book, cancellationToken);
        FlowEngine engine = await LoadAsync(storages, detail.Uuid, flow, options, time, logger, cancellationToken);
        if (values is { Count: > 0 })
        {
            await engine.Storage.InjectAsync(values, transient: false, cancellationToken);
        }

        return engine;
    }

    /// <summary>Makes an engine for a flow that was saved before: to run it, or to run it on.</summary>
    /// <param name="storages">Where the flow is.</param>
    /// <param name="flowUuid">The flow.</param>
    /// <param name="flow">What is to be run; atoms are found again in the storage by their names.</param>
    /// <param name="options">The defaults if null.</param>
    /// <param name="time">Tells how long retries wait; the system's if null.</param>
    /// <param name="logger">None if null.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public static async Task<FlowEngine> LoadAsync(
        IFlowStorageFactory storages,
        string flowUuid,
        Flow flow,
        FlowEngineOptions? options = null,
        TimeProvider? time = null,
        ILogger<FlowEngine>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storages);
        ArgumentNullException.ThrowIfNull(flow);
        IFlowStorage storage = await storages.OpenAsync(flowUuid, cancellationToken);
        return new FlowEngine(storage, flow, ownsStorage: true, options, time, logger);
    }

    /// <summary>Compiles the flow, unless that was done before.</summary>
    /// <exception cref="DuplicateException">Two atoms have one name.</exception>
    public CompiledFlow Compile() => Context.Flow;

    /// <summary>
    /// Makes sure that the storage has all atoms of the flow, once for this engine; and resets a flow that was reverted. A flow that
    /// another engine left RUNNING or SUSPENDING goes through RESUMING to SUSPENDED.
    /// </summary>
    /// <exception cref="DuplicateException">Two atoms have one name, or one that the storage has is of the other kind.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => Preparation.PrepareAsync(cancellationToken);

    /// <summary>Makes sure that every argument of every atom can have a value, from another atom or from outside. Prepares first.</summary>
    /// <exception cref="MissingDependenciesException">Some cannot; it names the atoms and the arguments.</exception>
    /// <exception cref="TaskDeclarationException">The services lack what tasks ask for; it names both.</exception>
    public Task ValidateAsync(CancellationToken cancellationToken = default) => Preparation.ValidateAsync(cancellationToken);

    /// <summary>Runs the flow to its end: prepares, validates, and calls what there is to call.</summary>
    /// <param name="cancellationToken">
    /// Ends the run as <see cref="SuspendAsync"/> does, and is handed to the atoms; one that reacts to it, or does not come back within
    /// <see cref="FlowEngineOptions.CancellationGrace"/>, stays as it is and is called again when the flow is run on.
    /// </param>
    /// <returns>SUCCESS, SUSPENDED, or REVERTED if there was no failure to raise.</returns>
    /// <exception cref="Exception">
    /// The flow was reverted, or is in FAILURE: the exception of the atom that failed, where there is one failure and it is of this
    /// process; else a <see cref="WrappedFailureException"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the end. The flow is SUSPENDED.</exception>
    /// <exception cref="InvalidOperationException">The engine is running, or another one of this process runs the flow.</exception>
    /// <exception cref="StorageFailureException">The store failed. What is stored can be run on.</exception>
    public async Task<State> RunAsync(CancellationToken cancellationToken = default)
    {
        using Activity? activity = Telemetry.StartRun(Storage.FlowUuid);
        using FlowRun run = await BeginAsync(mayBeLeft: false, cancellationToken);
        try
        {
            while (run.Outcome is null)
            {
                await run.StepAsync();
            }

            return run.Outcome.Value;
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>
    /// Runs the flow as <see cref="RunAsync"/>, as far as it is asked for further steps; what it raises comes with the step in which it
    /// happened. Who stops before <see cref="EngineStep.Ended"/> suspends the flow.
    /// </summary>
    public async IAsyncEnumerable<EngineStep> RunByStepAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using FlowRun run = await BeginAsync(mayBeLeft: true, cancellationToken);
        bool left = true;
        try
        {
            while (run.Outcome is null)
            {
                EngineStep step = run.Next;
                left = false;
                await run.StepAsync();
                left = true;
                yield return step;
            }

            left = false;
        }
        finally
        {
            if (left)
            {
                await SuspendAsync(CancellationToken.None);
                while (run.Outcome is null)
                {
                    await run.StepAsync();
                }
            }

            await EndAsync();
        }
    }

    /// <summary>
    /// Asks a run to stop: nothing that becomes ready is started any more, and the run ends when what is under way has, however long
    /// that takes; who cannot wait for it cancels the run instead. A flow that is not running is left as it is.
    /// </summary>
    public async Task SuspendAsync(CancellationToken cancellationToken = default)
    {
        if (await Context.ChangeStateAsync(State.Suspending, cancellationToken) == State.Suspending)
        {
            _suspension?.Request();
        }
    }

    /// <summary>
    /// Makes every atom PENDING, to be executed, and then the flow. What atoms returned, and the attempts of retries, stay until they
    /// are overwritten. Prepares first.
    /// </summary>
    /// <exception cref="InvalidStateException">The flow is SUSPENDED or in FAILURE, which does not go to PENDING. Its atoms were reset.</exception>
    /// <exception cref="InvalidOperationException">The engine is running.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfRunning(Volatile.Read(ref _running));
        await Preparation.PrepareAsync(cancellationToken);
        await Preparation.StartOverAsync(cancellationToken);
    }

    /// <summary>Ends the notifications, and the storage if the engine opened it. The flow stays as it is; a run is to have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Notifications.Complete();
        RunningFlows.Leave(Storage, this);
        if (_ownsStorage)
        {
            await Storage.DisposeAsync();
        }
    }

    private FlowPreparation Preparation => _preparation ??= new FlowPreparation(Context);

    private RunContext Context => _context ??= new RunContext(Flow.Compile(), Storage, _options, Notifications, _time, _logger);

    private async Task<FlowRun> BeginAsync(bool mayBeLeft, CancellationToken cancellationToken)
    {
        ThrowIfRunning(Interlocked.Exchange(ref _running, 1));
        try
        {
            RunningFlows.Enter(Storage, this);
            await Preparation.ValidateAsync(cancellationToken);
            _durations = _options.RecordsDurations ? Notifications.RecordDurationsIn(Storage) : null;
            _suspension?.Dispose();
            _suspension = new Suspension(_options.Suspend);
            await Context.ChangeStateAsync(State.Running, cancellationToken);

            // Who cancels from here on is answered by a flow that is SUSPENDED, and not left RUNNING.
            Frontier frontier = await Preparation.ReadAsync(CancellationToken.None);
            RetryAttempts attempts = await Preparation.ReadAttemptsAsync(CancellationToken.None);
            return new FlowRun(Context, frontier, attempts, _suspension, cancellationToken) { MayBeLeft = mayBeLeft };
        }
        catch
        {
            await EndAsync();
            throw;
        }
    }

    private async ValueTask EndAsync()
    {
        if (_durations is not null)
        {
            await _durations.DisposeAsync();
            _durations = null;
        }

        RunningFlows.Leave(Storage, this);
        Volatile.Write(ref _running, 0);
    }

    private void ThrowIfRunning(int running)
    {
        if (running != 0)
        {
            throw new InvalidOperationException($"The engine of flow '{Flow.Name}' is running; wait for that, or suspend it.");
        }
    }
}
