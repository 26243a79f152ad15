using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orleans.TaskFlow;

/// <summary>
/// What a host can watch: the meter and the activity source <c>Orleans.TaskFlow</c>. Nothing is measured unless somebody listens, and
/// no name of a flow or an atom becomes a tag of a measurement, which would make as many series as there are flows.
/// </summary>
internal static class Telemetry
{
    public const string Name = "Orleans.TaskFlow";

    private static readonly ActivitySource _activities = new(Name);
    private static readonly Meter _meter = new(Name);

    private static readonly Histogram<double> _duration = _meter.CreateHistogram<double>(
        "taskflow.storage.write.duration", "s", "How long it took to store a change, all attempts included.");

    private static readonly Counter<long> _failures = _meter.CreateCounter<long>(
        "taskflow.storage.write.failures", "{attempt}", "Attempts to store a change that failed.");

    private static readonly Histogram<double> _calls = _meter.CreateHistogram<double>(
        "taskflow.atom.duration", "s", "How long an atom was executed or reverted.");

    /// <summary>Whether anybody listens to how long atoms take.</summary>
    public static bool MeasuresCalls => _calls.Enabled;

    /// <summary>Begins to trace a run of a flow; <see langword="null"/> if nobody listens.</summary>
    public static Activity? StartRun(string flowUuid) => _activities.StartActivity("taskflow run")?.SetTag("taskflow.flow", flowUuid);

    /// <summary>Begins to trace the call of an atom; <see langword="null"/> if nobody listens.</summary>
    public static Activity? StartCall(string atom, bool executes) =>
        _activities.StartActivity(executes ? "taskflow execute" : "taskflow revert")?.SetTag("taskflow.atom", atom);

    public static void Called(AtomKind kind, bool executes, bool failed, TimeSpan duration) => _calls.Record(
        duration.TotalSeconds,
        KeyValuePair.Create("taskflow.kind", (object?)kind.ToWord()),
        KeyValuePair.Create("taskflow.call", (object?)(executes ? "execute" : "revert")),
        KeyValuePair.Create("taskflow.failed", (object?)failed));

    /// <summary>Whether anybody listens to how long writes take.</summary>
    public static bool MeasuresWrites => _duration.Enabled;

    /// <summary>Begins to trace a write; <see langword="null"/> if nobody listens.</summary>
    public static Activity? StartWrite(bool ofFlow) => _activities.StartActivity(ofFlow ? "taskflow save flow" : "taskflow save atom");

    public static void Written(bool ofFlow, TimeSpan duration) => _duration.Record(duration.TotalSeconds, RecordTag(ofFlow));

    public static void Failed(bool ofFlow, Exception error) =>
        _failures.Add(1, RecordTag(ofFlow), KeyValuePair.Create("error.type", (object?)error.GetType().Name));

    private static KeyValuePair<string, object?> RecordTag(bool ofFlow) =>
        KeyValuePair.Create("taskflow.record", (object?)(ofFlow ? "flow" : "atom"));
}
