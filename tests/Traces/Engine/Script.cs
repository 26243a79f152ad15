using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>What atoms do when they are called, and how often they were called: over both runs of a trace.</summary>
internal sealed class Script
{
    private readonly ConcurrentDictionary<(string Atom, bool Executes), int> _calls = new();

    public int CallsOf(string atom, bool executes) => _calls.GetValueOrDefault((atom, executes));

    /// <summary>Counts a call; which one it is, from 0.</summary>
    public int Count(string atom, bool executes) => _calls.AddOrUpdate((atom, executes), 1, (_, calls) => calls + 1) - 1;

    /// <summary>Does what a call of an atom has as its outcome: the last one stands for all further calls.</summary>
    public Document Play(string atom, bool executes, IReadOnlyList<TraceValue> outcomes, IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        int call = Count(atom, executes);
        if (outcomes.Count == 0)
        {
            return Document.Null;
        }

        TraceValue outcome = outcomes[Math.Min(call, outcomes.Count - 1)];
        if (outcome.Find("raise") is { } type)
        {
            throw ScriptedErrors.Make(type.Text, outcome["message"].Text);
        }

        return outcome.Find("return_args") is { Flag: true }
            ? Document.From(arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal).Select(argument => new[] { argument.Key, argument.Value }))
            : Document.Parse(outcome["return"].ToString());
    }
}
