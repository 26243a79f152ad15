using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Compares what was seen of the runs of a trace with what it expects. What it does not mention is not compared.</summary>
internal sealed class EngineExpectations(TraceValue expect, Script script, EngineWatch watch)
{
    private static readonly string[] _known =
    [
        "outcome", "error", "failures", "flow_state", "flow_states", "at_stop", "atoms", "fetch_all", "fetch_all_missing", "order",
        "sequences", "happens_before",
    ];

    private readonly List<string> _failures = [];

    /// <summary>A line for each expectation that was not met.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Compares what there is between two runs.</summary>
    public void CheckStop(RunResult result, FlowDetail? flow)
    {
        if (expect.Find("at_stop") is not { } stop)
        {
            return;
        }

        CheckEnd("at_stop", stop, result, flow);
        foreach (var (name, expected) in stop.Find("atoms")?.Members ?? new Dictionary<string, TraceValue>())
        {
            AtomDetail? atom = flow?.SingleOrDefault(atom => atom.Name == name);
            Check($"at_stop of '{name}'", expected, new JsonArray(atom?.State?.ToName(), atom?.Intention?.ToName()));
        }
    }

    /// <summary>Compares what there is after the last run.</summary>
    public async Task CheckAsync(RunResult result, FlowDetail? flow, IFlowStorage? storage)
    {
        foreach (string key in expect.Members.Keys.Except(_known))
        {
            _failures.Add($"it expects something of '{key}', which this runner does not know");
        }

        CheckEnd("the end", expect, result, flow);
        if (expect.Find("error") is { } error)
        {
            Check("error", error, ErrorOf(result, error));
        }

        CheckSeen();
        foreach (var (name, expected) in expect.Find("atoms")?.Members ?? new Dictionary<string, TraceValue>())
        {
            CheckAtom(name, expected, flow?.SingleOrDefault(atom => atom.Name == name));
        }

        if (storage is not null)
        {
            await CheckFetchAllAsync(storage);
        }
    }

    private static JsonObject ErrorOf(RunResult result, TraceValue expected)
    {
        var error = new JsonObject { ["phase"] = result.Phase, ["type"] = result.Error is null ? null : ErrorNames.Of(result.Error) };
        if (expected.Find("missing") is not null)
        {
            error["missing"] = result.Error is MissingDependenciesException missing ? new JsonArray([.. missing.Missing.Select(name => (JsonNode)name)]) : null;
        }

        return error;
    }

    private void CheckEnd(string when, TraceValue expected, RunResult result, FlowDetail? flow)
    {
        string outcome = flow is null ? "error" : result.OutcomeOf(flow);
        Check($"outcome at {when} ({result.Error?.GetType().Name}: {result.Error?.Message})", expected.Find("outcome"), outcome);
        Check($"flow_state at {when}", expected.Find("flow_state"), (flow?.State ?? State.Pending).ToName());
        if (expected.Find("failures") is { } failures)
        {
            IEnumerable<JsonNode?> raised = result.Error is null or AbandonedException ? [] : EngineValues.OfError(result.Error);
            Check($"failures at {when}", failures, new JsonArray([.. raised.OrderBy(failure => failure!.ToJsonString(), StringComparer.Ordinal)]), ordered: false);
        }
    }

    private void CheckSeen()
    {
        Check("flow_states", expect.Find("flow_states"), new JsonArray([.. watch.Flow.Select(state => (JsonNode)state)]));
        Check("order", expect.Find("order"), new JsonArray([.. watch.Atoms
            .Where(seen => seen.State is not ("PENDING" or "IGNORE"))
            .Select(seen => new JsonArray(seen.Atom, seen.State))]));
        foreach (var (name, expected) in expect.Find("sequences")?.Members ?? new Dictionary<string, TraceValue>())
        {
            Check($"sequence of '{name}'", expected, new JsonArray([.. watch.Atoms.Where(seen => seen.Atom == name).Select(seen => (JsonNode)seen.State)]));
        }

        foreach (TraceValue pair in expect.Find("happens_before")?.Items ?? [])
        {
            CheckBefore(pair.Texts);
        }
    }

    private void CheckBefore(IReadOnlyList<string> pair)
    {
        string? latest = null;
        foreach (var (atom, state) in watch.Atoms)
        {
            if (atom == pair[0])
            {
                latest = state;
            }
            else if (atom == pair[2] && state == pair[3] && latest != pair[1])
            {
                _failures.Add($"'{atom}' was {state} while '{pair[0]}' was {latest ?? "not seen yet"}; it was to be {pair[1]}");
            }
        }
    }

    private void CheckAtom(string name, TraceValue expected, AtomDetail? atom)
    {
        if (atom is null)
        {
            _failures.Add($"there is no atom '{name}'");
            return;
        }

        foreach (var (key, value) in expected.Members)
        {
            Check($"{key} of '{name}'", value, key switch
            {
                "kind" => atom.Kind == AtomKind.Task ? "task" : "retry",
                "state" => atom.State?.ToName(),
                "intention" => atom.Intention?.ToName(),
                "results" => EngineValues.ResultsOf(atom),
                "revert_results" => EngineValues.Of(atom.RevertResults),
                "failure" => EngineValues.OfFailure(atom.Failure),
                "revert_failure" => EngineValues.OfFailure(atom.RevertFailure),
                "execute_calls" => script.CallsOf(name, executes: true),
                "revert_calls" => script.CallsOf(name, executes: false),
                _ => $"this runner does not know '{key}'",
            });
        }
    }

    private async Task CheckFetchAllAsync(IFlowStorage storage)
    {
        var all = await storage.FetchAllAsync();
        foreach (var (name, expected) in expect.Find("fetch_all")?.Members ?? new Dictionary<string, TraceValue>())
        {
            JsonNode? got = !all.TryGetValue(name, out var values) ? "nothing"
                : values.Count == 1 ? EngineValues.Of(values[0])
                : new JsonArray([.. values.Select(EngineValues.Of)]);
            Check($"fetch_all of '{name}'", expected, got);
        }

        foreach (string name in expect.Find("fetch_all_missing")?.Texts ?? [])
        {
            if (all.TryGetValue(name, out var values))
            {
                _failures.Add($"fetch_all has '{name}': {string.Join(", ", values)}; it was not to have it");
            }
        }
    }

    private void Check(string what, TraceValue? expected, JsonNode? got, bool ordered = true)
    {
        if (expected is null)
        {
            return;
        }

        JsonNode? wanted = JsonNode.Parse(expected.Value.ToString());
        if (!ordered)
        {
            wanted = new JsonArray([.. ((JsonArray)wanted!).Select(item => item?.DeepClone()).OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal)]);
        }

        if (!JsonNode.DeepEquals(wanted, got))
        {
            _failures.Add($"{what}: expected {expected}, got {got?.ToJsonString() ?? "null"}");
        }
    }
}
