using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// Measures a subject, the raw limit and the peer in turn, in short windows, and short flows in turn with long ones: what else
/// happens on the machine happens to all of them. The median of the windows counts.
/// </summary>
public sealed class Measurement : IAsyncDisposable
{
    private const int Rounds = 5;

    // What needs new flows each time takes long.
    private const int FewRounds = 3;

    // A side of a row is left at what it is when it has taken so long: the peer may take seconds to set up, or wait for a lock.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _runsWarmUp = TimeSpan.FromSeconds(1);

    private readonly SubjectKind _kind;
    private readonly ISubject _subject;
    private readonly PeerProcess? _peer;
    private readonly TimeSpan _window;
    private readonly Dictionary<Cell, FlowSet> _flows = [];
    // Callers that meet run code that one alone does not.
    private readonly HashSet<(Scenario Scenario, int Flows)> _warm = [];

    /// <param name="kind">What is measured.</param>
    /// <param name="subject">The one that is.</param>
    /// <param name="peer">Null for no peer.</param>
    /// <param name="time">How long each side of a row is measured, in all its windows.</param>
    public Measurement(SubjectKind kind, ISubject subject, PeerProcess? peer, TimeSpan time)
    {
        _kind = kind;
        _subject = subject;
        _peer = peer;
        _window = time / Rounds;
    }

    /// <summary>Measures one scenario in some cells.</summary>
    /// <returns>A row for each cell.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Scenario scenario, IReadOnlyList<Cell> cells)
    {
        var samples = new List<Samples>();
        foreach (Cell cell in cells)
        {
            FlowRuns? runs = scenario is RunScenario run ? new FlowRuns(_subject, run, cell) : null;
            samples.Add(new Samples(
                cell,
                runs is null ? await PrepareAsync((StorageScenario)scenario, cell) : await PrepareAsync(scenario, runs, cell),
                _subject.LimitOf(scenario, cell.Flows),
                runs));
        }

        for (int round = 0; round < (scenario is RunScenario or StorageScenario { IsOnce: true } ? FewRounds : Rounds); round++)
        {
            foreach (Samples sample in samples)
            {
                if (sample.Taken <= _patience + sample.Least)
                {
                    long begin = Stopwatch.GetTimestamp();
                    await sample.TakeAsync(_window);
                    sample.Taken += Stopwatch.GetElapsedTime(begin);
                }

                if (_peer is not null && sample.TakenByPeer <= _patience && scenario.HasPeer(_kind.Name, sample.Cell))
                {
                    long begin = Stopwatch.GetTimestamp();
                    sample.Theirs.Add(await _peer.MeasureAsync(_kind.Peer, _subject.PeerConnection, scenario, sample.Cell, _window));
                    sample.TakenByPeer += Stopwatch.GetElapsedTime(begin);
                }
            }
        }

        return [.. samples.Select(sample => sample.ToRow(_kind.Name, scenario.Name))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FlowSet flows in _flows.Values)
        {
            await flows.DisposeAsync();
        }
    }

    private async Task<Func<TimeSpan, Task<double>>> PrepareAsync(Scenario scenario, FlowRuns runs, Cell cell)
    {
        bool isFirst = _warm.Add((scenario, cell.Flows));
        await WarmUp.RunAsync(runs.MeasureAsync, isFirst);
        if (isFirst)
        {
            // An engine runs much code, of which each flow runs only a little.
            await runs.MeasureAsync(_runsWarmUp);
        }

        return runs.MeasureAsync;
    }

    private async Task<Func<TimeSpan, Task<double>>> PrepareAsync(StorageScenario scenario, Cell cell)
    {
        if (scenario.IsOnce)
        {
            var fresh = new FreshFlows(_subject.Storages, scenario, cell);
            await WarmUp.RunAsync(fresh.MeasureAsync, isFirst: _warm.Add((scenario, cell.Flows)));
            return fresh.MeasureAsync;
        }

        if (!_flows.TryGetValue(cell, out FlowSet? flows))
        {
            _flows.Add(cell, flows = await FlowSet.CreateAsync(_subject.Storages, cell.Atoms, cell.Flows));
        }

        Func<Task>[] calls = await Task.WhenAll(flows.Flows.Select(scenario.PrepareAsync));
        int batch = 1;
        await WarmUp.RunAsync(
            async duration =>
            {
                double perSecond = await Window.RepeatAsync(calls, batch, duration);
                batch = Window.BatchFor(perSecond, calls.Length);
                return perSecond;
            },
            isFirst: _warm.Add((scenario, calls.Length)));
        return duration => Window.RepeatAsync(calls, batch, duration);
    }

    /// <summary>What was measured of one row so far.</summary>
    private sealed class Samples(Cell cell, Func<TimeSpan, Task<double>> measureAsync, ILimit? limit, FlowRuns? runs)
    {
        private readonly List<double> _limits = [];
        private readonly List<double> _ours = [];

        public Cell Cell => cell;

        public List<double> Theirs { get; } = [];

        /// <summary>How long a few rounds of a limit take that cannot be measured faster.</summary>
        public TimeSpan Least => 2 * FewRounds * (limit?.Shortest ?? TimeSpan.Zero);

        /// <summary>How long it has taken so far, setting up included.</summary>
        public TimeSpan Taken { get; set; }

        /// <summary>How long the peer has.</summary>
        public TimeSpan TakenByPeer { get; set; }

        public async Task TakeAsync(TimeSpan window)
        {
            if (limit is not null)
            {
                // Both sides as long: what the machine does for a moment must not be a part of the one, and the whole of the other.
                window = limit.Shortest > window ? limit.Shortest : window;
                _limits.Add(await limit.MeasureAsync(window));
            }

            _ours.Add(await measureAsync(window));
        }

        public Row ToRow(string on, string scenario) => new(
            on, scenario, cell.Atoms, cell.Flows, Median.Of(_ours)!.Value, Median.Of(Theirs), Median.Of(_limits))
        {
            CommitsPerTask = runs?.CommitsPerTask,
        };
    }
}
