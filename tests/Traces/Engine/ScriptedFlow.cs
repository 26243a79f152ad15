using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Builds the flows of traces.</summary>
internal static class ScriptedFlow
{
    public static Flow Build(TraceValue flow, Script script)
    {
        string name = flow["name"].Text;
        RetryAtom? retry = flow["retry"].IsNull ? null : BuildRetry(flow["retry"], script);
        Flow empty = flow["pattern"].Text switch
        {
            "linear" => Flow.Linear(name, retry),
            "unordered" => Flow.Unordered(name, retry),
            "graph" => Flow.Graph(name, retry),
            var pattern => throw new TraceFormatException($"there is no pattern '{pattern}'"),
        };
        FlowItem[] children = [.. flow["children"].Items.Select(child =>
            child.Find("task") is null ? (FlowItem)Build(child, script) : BuildTask(child, script))];
        return flow["links"].Items.Aggregate(empty.Add(children), Linked);
    }

    private static Flow Linked(Flow flow, TraceValue link) => flow.Link(
        link["from"].Text, link["to"].Text, BuildDecider(link["decider"]), BuildDepth(link["decider_depth"].TextOrNull));

    private static Decider? BuildDecider(TraceValue decider)
    {
        if (decider.IsNull)
        {
            return null;
        }

        if (decider.Find("always") is { } always)
        {
            bool answer = always.Flag;
            return _ => answer;
        }

        string atom = decider["equals"].Items[0].Text;
        JsonNode? wanted = JsonNode.Parse(decider["equals"].Items[1].ToString());
        return history => history.TryGetValue(atom, out Document? result) && JsonNode.DeepEquals(JsonNode.Parse(result.ToString()), wanted);
    }

    private static DeciderDepth? BuildDepth(string? depth) => depth switch
    {
        null => null,
        "ALL" => DeciderDepth.All,
        "FLOW" => DeciderDepth.Flow,
        "NEIGHBORS" => DeciderDepth.Neighbors,
        "ATOM" => DeciderDepth.Atom,
        _ => throw new TraceFormatException($"there is no depth '{depth}'"),
    };

    private static ScriptedTask BuildTask(TraceValue task, Script script)
    {
        var contract = new AtomContract
        {
            Arguments =
            [
                .. task["requires"].Texts.Select(symbol => new AtomArgument(symbol)),
                .. (task["rebind"].IsNull ? [] : task["rebind"].TextMembers.Select(pair => new AtomArgument(pair.Key, pair.Value))),
            ],
            Injected = task["inject"].IsNull
                ? ImmutableDictionary<string, Document>.Empty
                : task["inject"].Documents!.ToImmutableDictionary(StringComparer.Ordinal),
            Provides = BuildProvides(task["provides"]),
            Priority = (int)(task.Find("priority")?.Number ?? 0),
        };
        return new ScriptedTask(task["task"].Text, contract, script, task["execute"].Items, task["revert"].Items);
    }

    private static ScriptedRetry BuildRetry(TraceValue retry, Script script)
    {
        string name = retry["retry"].Text;
        string type = retry["type"].Text;
        bool revertAll = retry["revert_all"].Flag;
        IReadOnlyList<string> requires = retry["requires"].Texts;
        var contract = new AtomContract
        {
            Arguments = [.. requires.Skip(type == "ParameterizedForEach" ? 1 : 0).Select(symbol => new AtomArgument(symbol))],
            Provides = BuildProvides(retry["provides"]),
        };
        return new ScriptedRetry(
            type switch
            {
                "Times" => Retry.Times((int)retry["attempts"].Number, revertAll, name: name, contract: contract),
                "ForEach" => Retry.ForEach(retry["values"].Items.Select(value => value.Document), revertAll, name: name, contract: contract),
                "ParameterizedForEach" => Retry.ParameterizedForEach(requires[0], revertAll, name: name, contract: contract),
                "AlwaysRevert" => Retry.AlwaysRevert(name, contract),
                "AlwaysRevertAll" => Retry.AlwaysRevertAll(name, contract),
                _ => throw new TraceFormatException($"there is no retry '{type}'"),
            },
            script);
    }

    private static ImmutableDictionary<string, ResultKey> BuildProvides(TraceValue provides)
    {
        var symbols = ImmutableDictionary.Create<string, ResultKey>(StringComparer.Ordinal);
        return provides.Json.ValueKind switch
        {
            JsonValueKind.Null => symbols,
            JsonValueKind.String => symbols.Add(provides.Text, ResultKey.Whole),
            JsonValueKind.Array => symbols.SetItems(provides.Texts.Select((symbol, index) => KeyValuePair.Create(symbol, ResultKey.At(index)))),
            _ => symbols.SetItems(provides["keys"].Texts.Select(symbol => KeyValuePair.Create(symbol, ResultKey.Member(symbol)))),
        };
    }
}
