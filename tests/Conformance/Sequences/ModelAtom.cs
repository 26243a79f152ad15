using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What should be stored of an atom. Values are JSON text; failures are their messages.</summary>
public sealed class ModelAtom(string name, AtomKind kind)
{
    public string Name { get; } = name;

    public AtomKind Kind { get; } = kind;

    public State State { get; set; }

    public Intention Intention { get; set; }

    public string Result { get; set; } = "null";

    public List<(string Value, SortedDictionary<string, string> Failures)> Attempts { get; } = [];

    public string RevertResult { get; set; } = "null";

    public string? Failure { get; set; }

    public string? RevertFailure { get; set; }

    public SortedDictionary<string, string> Meta { get; } = new(StringComparer.Ordinal);

    public string? Version { get; init; }

    /// <summary>A result in one of the states that take one; another state is just set.</summary>
    public void Put(State state, string result)
    {
        State = state;
        switch (state)
        {
            case State.Success:
                (Failure, RevertFailure, RevertResult) = (null, null, "null");
                if (Kind == AtomKind.Task)
                {
                    Result = result;
                }
                else
                {
                    Attempts.Add((result, new(StringComparer.Ordinal)));
                }

                break;
            case State.Reverted:
                RevertFailure = null;

                // Saving merges, and the revert result of a retry is not merged.
                RevertResult = Kind == AtomKind.Task ? result : RevertResult;
                break;
        }
    }

    public void PutFailure(State state, string message)
    {
        State = state;
        RevertResult = Kind == AtomKind.Task ? "null" : RevertResult;
        Result = "null";
        (Failure, RevertFailure) = state == State.Failure ? (message, null) : (Failure, message);
    }

    public void Reset(State state)
    {
        State = state;
        Intention = Intention.Execute;
        (Result, RevertResult, Failure, RevertFailure) = ("null", "null", null, null);
        Attempts.Clear();
    }

    /// <summary>What the atom's execution gave, as a caller gets it.</summary>
    public JsonNode? Results => Kind == AtomKind.Task
        ? CanonicalJson.Parse(Result)
        : new JsonArray([.. Attempts.Select(attempt => new JsonArray(CanonicalJson.Parse(attempt.Value), FailuresOf(attempt.Failures)))]);

    /// <summary>The record, as one line.</summary>
    public override string ToString() => string.Join(
        '|',
        Name,
        Kind,
        State,
        Intention,
        CanonicalJson.Of(Results),
        RevertResult,
        Failure,
        RevertFailure,
        CanonicalJson.Of(new JsonObject(Meta.Select(entry => KeyValuePair.Create(entry.Key, CanonicalJson.Parse(entry.Value))))),
        Version);

    /// <summary>The same line for a record that a store holds.</summary>
    public static string Describe(AtomDetail atom) => string.Join(
        '|',
        atom.Name,
        atom.Kind,
        atom.State,
        atom.Intention,
        CanonicalJson.Of(atom is RetryDetail retry ? retry.Attempts.Select(attempt => new object[] { attempt.Value, attempt.Failures }) : atom.LastResults),
        CanonicalJson.Of(atom.RevertResults),
        atom.Failure?.Message,
        atom.RevertFailure?.Message,
        CanonicalJson.Of(atom.Meta),
        atom.Version);

    private static JsonObject FailuresOf(SortedDictionary<string, string> failures) =>
        new(failures.Select(failure => KeyValuePair.Create(failure.Key, CanonicalJson.Failure(failure.Value))));
}
