using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Logbooks, flows and atoms for people: the seeds' <c>pformat</c>, a line an attribute, contents indented.</summary>
internal static class PrettyFormat
{
    public static string Of(LogBook book, int indent) => Build(text => Append(text, book, indent));

    public static string Of(FlowDetail flow, int indent) => Build(text => Append(text, flow, indent));

    public static string Of(AtomDetail atom, int indent) => Build(text => Append(text, atom, indent));

    private static string Build(Action<StringBuilder> append)
    {
        var text = new StringBuilder();
        append(text);
        return text.ToString(0, text.Length - Environment.NewLine.Length);
    }

    private static void Append(StringBuilder text, LogBook book, int indent)
    {
        Title(text, indent, nameof(LogBook), book.Name);
        Attribute(text, indent + 1, "uuid", book.Uuid);
        Meta(text, indent + 1, book.Meta);
        Time(text, indent + 1, "created_at", book.CreatedAt);
        Time(text, indent + 1, "updated_at", book.UpdatedAt);
        foreach (FlowDetail flow in book)
        {
            Append(text, flow, indent + 1);
        }
    }

    private static void Append(StringBuilder text, FlowDetail flow, int indent)
    {
        Title(text, indent, nameof(FlowDetail), flow.Name);
        Attribute(text, indent + 1, "uuid", flow.Uuid);
        Attribute(text, indent + 1, "state", flow.State?.ToName());
        Meta(text, indent + 1, flow.Meta);
        foreach (AtomDetail atom in flow)
        {
            Append(text, atom, indent + 1);
        }
    }

    private static void Append(StringBuilder text, AtomDetail atom, int indent)
    {
        Title(text, indent, atom.GetType().Name, atom.Name);
        Attribute(text, indent + 1, "uuid", atom.Uuid);
        Attribute(text, indent + 1, "state", atom.State?.ToName());
        Attribute(text, indent + 1, "intention", atom.Intention?.ToName());
        Attribute(text, indent + 1, "version", atom.Version);
        Attribute(text, indent + 1, "results", atom.StoredResults.ToString());
        Attribute(text, indent + 1, "failure", atom.Failure?.ToString());
        Attribute(text, indent + 1, "revert_results", atom.RevertResults.ToString());
        Attribute(text, indent + 1, "revert_failure", atom.RevertFailure?.ToString());
        Meta(text, indent + 1, atom.Meta);
    }

    private static void Title(StringBuilder text, int indent, string kind, string name) =>
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"{kind}: '{name}'").AppendLine();

    private static void Attribute(StringBuilder text, int indent, string name, string? value) =>
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"- {name} = {value ?? "none"}").AppendLine();

    private static void Time(StringBuilder text, int indent, string name, DateTime? time)
    {
        if (time is { } when)
        {
            Attribute(text, indent, name, when.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    private static void Meta(StringBuilder text, int indent, ImmutableSortedDictionary<string, Document> meta)
    {
        if (meta.IsEmpty)
        {
            return;
        }

        text.Append(' ', indent).AppendLine("- meta:");
        foreach (var (name, value) in meta)
        {
            text.Append(' ', indent + 2).Append(CultureInfo.InvariantCulture, $"- {name} = {value}").AppendLine();
        }
    }
}
