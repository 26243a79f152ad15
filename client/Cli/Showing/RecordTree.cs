using System.Globalization;
using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>A logbook or flow and what is in it, as a tree.</summary>
internal static class RecordTree
{
    private static readonly Style _faint = Color.Grey;

    public static Tree Of(LogBook book)
    {
        var title = new Paragraph(ShownText.Of(book.Name), new Style(decoration: Decoration.Bold));
        title.Append($"  {ShownText.Of(book.Uuid)}", _faint);
        title.Append(Times(book), _faint);
        title.Append(Meta(book.Meta.Count), _faint);
        var tree = new Tree(title);
        foreach (FlowDetail flow in book)
        {
            Add(tree.AddNode(TitleOf(flow)), flow);
        }

        return tree;
    }

    public static Tree Of(FlowDetail flow)
    {
        var tree = new Tree(TitleOf(flow));
        Add(tree, flow);
        return tree;
    }

    private static void Add(IHasTreeNodes node, FlowDetail flow)
    {
        foreach (AtomDetail atom in flow)
        {
            node.AddNode(TitleOf(atom));
        }
    }

    private static Paragraph TitleOf(FlowDetail flow)
    {
        var title = new Paragraph(StateStyle.NameOf(flow.State), StateStyle.Of(flow.State));
        title.Append($"  {ShownText.Of(flow.Name)}");
        title.Append($"  {ShownText.Of(flow.Uuid)}  {flow.Count} atoms", _faint);
        title.Append(Meta(flow.Meta.Count), _faint);
        return title;
    }

    private static Paragraph TitleOf(AtomDetail atom)
    {
        var title = new Paragraph(StateStyle.NameOf(atom.State), StateStyle.Of(atom.State));
        title.Append($"  {ShownText.Of(atom.Name)}");
        title.Append($"  {ShownText.Of(atom.Uuid)}", _faint);
        title.Append(atom is RetryDetail retry ? $"  retry, {retry.Attempts.Count} attempts" : "", _faint);
        title.Append($"  {SizeText.Of(atom.ToDocument().Utf8.Length)}", _faint);
        if (atom.Meta.TryGetValue("progress", out Document? progress) && progress.Kind == System.Text.Json.JsonValueKind.Number)
        {
            title.Append(string.Create(CultureInfo.InvariantCulture, $"  {progress.To<double>():0%}"));
        }

        if ((atom.RevertFailure ?? atom.Failure) is { } failure)
        {
            title.Append($"  {ShownText.Short(failure.Message)}", StateStyle.Of(State.Failure));
        }

        return title;
    }

    private static string Times(LogBook book) =>
        (book.CreatedAt is null ? "" : $"  created {TimeText.Of(book.CreatedAt)} UTC")
        + (book.UpdatedAt is null ? "" : $"  updated {TimeText.Of(book.UpdatedAt)} UTC");

    private static string Meta(int entries) => entries == 0 ? "" : $"  {entries} in its metadata";
}
