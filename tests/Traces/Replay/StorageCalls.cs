using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>How the ops of the kind storage are spelled in this library: one call each.</summary>
internal static class StorageCalls
{
    private const AtomKind NoAtom = (AtomKind)(-1);

    public static readonly FrozenDictionary<string, StorageCall> ByOp = new Dictionary<string, StorageCall>
    {
        ["ensure_atoms"] = async (storage, args) => await storage.EnsureAtomsAsync([.. args["atoms"].Items.Select(Declaration)]),
        ["ensure_atom"] = async (storage, args) => (await storage.EnsureAtomsAsync([Declaration(args["atom"])]))[0],
        ["get_atom_uuid"] = async (storage, args) => await storage.GetAtomUuidAsync(Atom(args)),
        ["set_atom_state"] = (storage, args) => Done(storage.SetAtomStateAsync(Atom(args), args["state"].State)),
        ["get_atom_state"] = async (storage, args) => (await storage.GetAtomStateAsync(Atom(args)))?.ToName(),
        ["set_atom_intention"] = (storage, args) => Done(storage.SetAtomIntentionAsync(Atom(args), Intention(args["intention"]))),
        ["get_atom_intention"] = async (storage, args) => (await storage.GetAtomIntentionAsync(Atom(args)))?.ToName(),
        ["get_atoms_states"] = async (storage, args) => States(await storage.GetAtomsStatesAsync(args["names"].Texts)),
        ["update_atom_metadata"] = (storage, args) => Done(storage.UpdateAtomMetadataAsync(Atom(args), args["update"].Documents)),
        ["set_task_progress"] = (storage, args) =>
            Done(storage.SetTaskProgressAsync(args["task"].Text, args["progress"].Number, Details(args.Find("details")))),
        ["get_task_progress"] = async (storage, args) => await storage.GetTaskProgressAsync(args["task"].Text),
        ["get_task_progress_details"] = async (storage, args) => await storage.GetTaskProgressDetailsAsync(args["task"].Text),

        ["save"] = (storage, args) => Done(storage.SaveAsync(Atom(args), args["result"].Document, args["state"].State)),
        ["save_retry_failure"] = (storage, args) =>
            Done(storage.SaveRetryFailureAsync(args["retry"].Text, args["failed_atom"].Text, args["failure"].Failure)),
        ["cleanup_retry_history"] = (storage, args) =>
            Done(storage.CleanupRetryHistoryAsync(args["retry"].Text, args["state"].State)),
        ["get_execute_result"] = async (storage, args) => await storage.GetExecuteResultAsync(Atom(args)),
        ["get_revert_result"] = async (storage, args) => await storage.GetRevertResultAsync(Atom(args)),
        ["get_execute_failures"] = async (storage, _) => await storage.GetExecuteFailuresAsync(),
        ["get_revert_failures"] = async (storage, _) => await storage.GetRevertFailuresAsync(),
        ["has_failures"] = async (storage, _) => await storage.HasFailuresAsync(),
        ["reset"] = (storage, args) => Done(storage.ResetAsync(Atom(args), args["state"].State)),
        ["get_retry_history"] = async (storage, args) => History(await storage.GetRetryHistoryAsync(args["retry"].Text)),
        ["get_retry_histories"] = async (storage, _) =>
            (await storage.GetRetryHistoriesAsync()).ToDictionary(pair => pair.Key, pair => History(pair.Value)),

        ["inject_atom_args"] = (storage, args) =>
            Done(storage.InjectAtomArgsAsync(Atom(args), RecordTrees.ReadMeta(args["pairs"]), args["transient"].Flag)),
        ["inject"] = (storage, args) => Done(storage.InjectAsync(RecordTrees.ReadMeta(args["pairs"]), args["transient"].Flag)),
        ["fetch"] = async (storage, args) => await storage.FetchAsync(args["name"].Text),
        ["fetch_all"] = async (storage, _) => (await storage.FetchAllAsync()).ToDictionary(pair => pair.Key, pair => OneOrMany(pair.Value)),
        ["fetch_mapped_args"] = async (storage, args) => await storage.FetchMappedArgsAsync(
            args["args_mapping"].TextMembers, args["atom"].TextOrNull, Scope(args["scope"]), args["optional_args"].Texts),
        ["fetch_unsatisfied_args"] = async (storage, args) => await storage.FetchUnsatisfiedArgsAsync(
            Atom(args), args["args_mapping"].TextMembers, Scope(args["scope"]), args["optional_args"].Texts),

        ["set_flow_state"] = (storage, args) => Done(storage.SetFlowStateAsync(args["state"].State)),
        ["get_flow_state"] = async (storage, _) => (await storage.GetFlowStateAsync()).ToName(),
        ["change_flow_state"] = async (storage, args) => Change(await storage.ChangeFlowStateAsync(args["state"].State)),
        ["update_flow_metadata"] = (storage, args) => Done(storage.UpdateFlowMetadataAsync(args["update"].Documents)),
        ["flow_name"] = (storage, _) => Task.FromResult<object?>(storage.FlowName),
        ["flow_uuid"] = (storage, _) => Task.FromResult<object?>(storage.FlowUuid),
        ["flow_meta"] = async (storage, _) => await storage.GetFlowMetadataAsync(),
    }.ToFrozenDictionary();

    private static string Atom(TraceValue args) => args["atom"].Text;

    private static Intention Intention(TraceValue name) => StateNames.ParseIntention(name.Text)!.Value;

    private static AtomDeclaration Declaration(TraceValue atom) => new(atom["name"].Text, atom["kind"].Text == "other" ? NoAtom : RecordTrees.ReadKind(atom["kind"]))
    {
        SaveAs = atom["save_as"].Members.ToImmutableDictionary(name => name.Key, name => Key(name.Value)),
        Version = atom["version"].TextOrNull,
    };

    private static ResultKey Key(TraceValue key) => key.Json.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Null => ResultKey.Whole,
        System.Text.Json.JsonValueKind.Number => ResultKey.At((int)key.Number),
        _ => ResultKey.Member(key.Text),
    };

    private static Document? Details(TraceValue? details) => details is { IsNull: false } given ? given.Document : null;

    private static IReadOnlyList<IReadOnlyList<string>>? Scope(TraceValue scope) =>
        scope.IsNull ? null : [.. scope.Items.Select(level => level.Texts)];

    private static object States(IReadOnlyDictionary<string, AtomStatus> states) => states.ToDictionary(
        pair => pair.Key, pair => new[] { pair.Value.State?.ToName(), pair.Value.Intention?.ToName() });

    private static object Change(FlowStateChange change) => new object[] { change.Changed, change.Previous.ToName() };

    private static object History(RetryHistory history) => new
    {
        failure = history.Failure,
        contents = history.Attempts.Select(attempt => new object[] { attempt.Value, attempt.Failures }),
    };

    private static object OneOrMany(IReadOnlyList<Document> values) =>
        values.Count == 1 ? values[0] : new Dictionary<string, object> { ["$many"] = values };

    private static async Task<object?> Done(Task call)
    {
        await call;
        return null;
    }
}
