namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Flows that have pictures of their own in <c>Data</c>.</summary>
internal static class PictureFlows
{
    public static IReadOnlyList<string> Names => ["shipping", "graph", "names", "states"];

    public static (Flow Flow, IReadOnlyDictionary<string, State>? States) Of(string name) => name switch
    {
        "shipping" => (Shipping, new Dictionary<string, State>
        {
            ["reserve"] = State.Success,
            ["billing_retry"] = State.Retrying,
            ["price"] = State.Reverted,
            ["tax"] = State.Failure,
        }),
        "graph" => (Graph, null),
        "names" => (Odd, null),
        _ => (EveryState, Enum.GetValues<State>().ToDictionary(state => $"in {state}")),
    };

    public static Flow Shipping => Flow.Linear("ship")
        .Add(Task("reserve", "reservation", "boxes"))
        .Add(Flow.Unordered("billing", Retry.Times(3))
            .Add(Task("price", "total", "reservation"))
            .Add(Task("tax", "rate")))
        .Add(Task("charge", "receipt", "total", "rate"));

    public static Flow Graph => Flow.Graph("deliver", Retry.AlwaysRevert())
        .Add(Task("pick", "parcel"))
        .Add(Task("weigh", "weight", "parcel"))
        .Add(Task("express", "", "parcel", "weight"), Task("post", "", "parcel", "weight"))
        .Add(Flow.Linear("farewell").Add(Task("mail", "")).Add(Task("forget", "")))
        .Add(Task("audit", ""))
        .Link("weigh", "express", _ => true)
        .Link("weigh", "post", _ => true, DeciderDepth.Flow)
        .Link("pick", "farewell", _ => true, DeciderDepth.Neighbors)
        .Link("post", "farewell");

    public static Flow Odd => Flow.Graph("a \"flow\" & <more>")
        .Add(Task("`say` \"hi\" & <b>bye</b>; #1 [x]{y}|z|", "<symbol> & \"co\""))
        .Add(Task("two\nlines\u0007", "", "<symbol> & \"co\""))
        .Add(Task(string.Concat(Enumerable.Repeat("long", 500)) + " end", ""))
        .Add(Task("שלום עולם", ""), Task("日本語 👩‍👩‍👧‍👦", ""), Task("turned\u202eback", ""), Task("half \ud83d", ""), Task("odd \uffff", ""))
        .Add(Flow.Linear("nothing\r\nin it"));

    private static Flow EveryState => Flow.Unordered("every state").Add([.. Enum.GetValues<State>().Select(state => Task($"in {state}", ""))]);

    public static TaskAtom Task(string name, string provides, params string[] requires)
    {
        AtomContract contract = AtomContract.Requiring(requires);
        return TaskAtom.Create(name, (_, _) => new(Document.Null), contract: provides.Length == 0 ? contract : contract.Providing(provides));
    }
}
