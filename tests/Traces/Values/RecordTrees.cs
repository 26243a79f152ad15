using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Logbooks, flows and atoms as traces write them, both ways.</summary>
internal static class RecordTrees
{
    public static AtomKind ReadKind(TraceValue kind) => kind.Text switch
    {
        "task" => AtomKind.Task,
        "retry" => AtomKind.Retry,
        var other => throw new TraceFormatException($"'{other}' is no kind of atom"),
    };

    public static string Write(AtomKind kind) => kind == AtomKind.Task ? "task" : "retry";

    public static LogBook ReadBook(TraceValue tree)
    {
        var book = new LogBook(tree["name"].Text, tree["uuid"].Text) { Meta = ReadMeta(tree["meta"]) };
        foreach (TraceValue flow in tree.Find("flows")?.Items ?? [])
        {
            book.Add(ReadFlow(flow));
        }

        return book;
    }

    public static FlowDetail ReadFlow(TraceValue tree)
    {
        FlowDetail flow = FlowDetail.FromDocument(tree.Document);
        foreach (TraceValue atom in tree.Find("atoms")?.Items ?? [])
        {
            flow.Add(ReadAtom(atom));
        }

        return flow;
    }

    public static AtomDetail ReadAtom(TraceValue tree) => AtomDetail.FromDocument(ReadKind(tree["kind"]), tree.Document);

    /// <summary>Metadata, or other named values.</summary>
    public static ImmutableSortedDictionary<string, Document> ReadMeta(TraceValue meta) =>
        meta.Document.Members.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>An attempt of a retry: <c>[value, {name of an atom: failure}]</c>.</summary>
    public static RetryAttempt ReadAttempt(TraceValue attempt)
    {
        var failures = attempt.Items[1].Members.ToImmutableSortedDictionary(
            failure => failure.Key, failure => failure.Value.Failure, StringComparer.Ordinal);
        return new RetryAttempt(attempt.Items[0].Document, failures);
    }

    /// <summary>A logbook with its flows, sorted by uuid, and theirs.</summary>
    public static object WriteWithFlows(LogBook book) =>
        With(Write(book), "flows", book.OrderBy(flow => flow.Uuid, StringComparer.Ordinal).Select(WriteWithAtoms));

    public static Dictionary<string, object> Write(LogBook book) => new()
    {
        ["uuid"] = book.Uuid,
        ["name"] = book.Name,
        ["meta"] = book.Meta,
        ["has_created"] = book.CreatedAt is not null,
        ["has_updated"] = book.UpdatedAt is not null,
    };

    public static object WriteWithAtoms(FlowDetail flow) =>
        With(Write(flow), "atoms", flow.OrderBy(atom => atom.Uuid, StringComparer.Ordinal).Select(Write));

    public static Dictionary<string, object> Write(FlowDetail flow) => MembersOf(flow.ToDocument());

    public static Dictionary<string, object> Write(AtomDetail atom) => With(MembersOf(atom.ToDocument()), "kind", Write(atom.Kind));

    public static Dictionary<string, object> MembersOf(Document document) =>
        document.Members.ToDictionary(member => member.Key, member => (object)member.Value, StringComparer.Ordinal);

    private static Dictionary<string, object> With(Dictionary<string, object> tree, string name, object value)
    {
        tree[name] = value;
        return tree;
    }
}
