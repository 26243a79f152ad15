using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Writes flowcharts of Mermaid. Everything is called by a number, so that no name can mean something there.</summary>
internal sealed class MermaidWriter(IReadOnlyDictionary<string, State>? states)
{
    private readonly StringBuilder _boxes = new();
    private readonly StringBuilder _arrows = new();
    private readonly SortedDictionary<State, List<string>> _classes = [];
    private int _items;

    public string Write(Flow flow)
    {
        _boxes.Append("flowchart TB\n");
        WriteFlow(flow, depth: 1);
        foreach (var (state, ids) in _classes)
        {
            PictureTheme colours = PictureColours.Of(state).Light;
            string dashes = PictureColours.Of(state).Dashed ? ",stroke-dasharray:4" : "";
            _arrows.Append(
                CultureInfo.InvariantCulture,
                $"    classDef {state.ToName()} fill:{colours.Fill},stroke:{colours.Line},color:{colours.Text}{dashes}\n    class {string.Join(',', ids)} {state.ToName()}\n");
        }

        return _boxes.Append(_arrows).ToString();
    }

    private string WriteFlow(Flow flow, int depth)
    {
        // Flows nested deeper than the stack allows are an exception rather than the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        string id = NewId('f');
        string title = Quoted(PictureText.Shown(flow.Name), PictureText.PatternOf(flow), separator: " · ");
        if (flow.Children.IsEmpty && flow.Retry is null)
        {
            // Mermaid has no boxes without anything in them.
            Line(depth, $"{id}([{title}])");
            return id;
        }

        Line(depth, $"subgraph {id}[{title}]");
        string? retry = flow.Retry is null ? null : WriteAtom(flow.Retry, "{{", "}}", depth + 1);
        var ids = new Dictionary<FlowItem, string>(ReferenceEqualityComparer.Instance);
        foreach (FlowItem item in flow.Children)
        {
            ids.Add(item, item is Flow inner ? WriteFlow(inner, depth + 1) : WriteAtom((Atom)item, "[", "]", depth + 1));
        }

        Line(depth, "end");
        ImmutableArray<FlowLink> links = PictureLinks.Of(flow);
        if (retry is not null)
        {
            foreach (FlowItem first in PictureLinks.FirstOf(flow, links))
            {
                Arrow(retry, "--o", [], ids[first]);
            }
        }

        foreach (FlowLink link in links)
        {
            Arrow(ids[link.From], link.Decider is null ? "-->" : "-.->", [.. PictureText.LinesOf(link)], ids[link.To]);
        }

        return id;
    }

    private string WriteAtom(Atom atom, string open, string close, int depth)
    {
        string id = NewId('a');
        string? shown = null;
        if (states is not null)
        {
            State state = states.GetValueOrDefault(atom.Name, State.Pending);
            shown = state.ToName();
            if (!_classes.TryGetValue(state, out List<string>? ids))
            {
                _classes.Add(state, ids = []);
            }

            ids.Add(id);
        }

        Line(depth, $"{id}{open}{Quoted(PictureText.Shown(atom.Name), shown, separator: "<br/>")}{close}");
        return id;
    }

    private void Arrow(string from, string arrow, string[] lines, string to) => _arrows.Append(
        CultureInfo.InvariantCulture,
        $"    {from} {arrow}{(lines.Length == 0 ? "" : $"|\"{string.Join("<br/>", lines.Select(Entities))}\"|")} {to}\n");

    private void Line(int depth, string text) => _boxes.Append(' ', 4 * depth).Append(text).Append('\n');

    private string NewId(char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{_items++}");

    private static string Quoted(string name, string? more, string separator) => $"\"{Entities(name)}{(more is null ? "" : separator + more)}\"";

    // Punctuation that Mermaid, Markdown or HTML could read, as Mermaid's own entities.
    private static string Entities(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c is >= '!' and <= '~' && !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ',' or ':' or '(' or ')' or '/')
                ? written.Append(CultureInfo.InvariantCulture, $"#{(int)c};")
                : written.Append(c);
        }

        return written.ToString();
    }
}
