using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>The box of an atom or a flow, and what is in it; placed relative to the box around it.</summary>
internal sealed class PictureBox
{
    /// <summary>Between a box's border and what is in it.</summary>
    public const double Padding = 16;

    /// <summary>Of the line at the top of a flow's box.</summary>
    public const double HeaderHeight = 30;

    /// <summary>Between a flow's retry and the items that it tries.</summary>
    public const double RetryGap = 20;

    private const double AtomPadding = 14;
    private const double OneLine = 34;
    private const double TwoLines = 50;

    private PictureBox(FlowItem item) => Item = item;

    public FlowItem Item { get; }

    /// <summary>The state of an atom; <see langword="null"/> for a flow, and where states are not shown.</summary>
    public State? State { get; private init; }

    /// <summary>What stands below the name of an atom, or beside that of a flow; <see langword="null"/> for nothing.</summary>
    public string? Note { get; private init; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; private init; }

    public double Height { get; private init; }

    /// <summary>The retry of a flow, if there is one, and its items.</summary>
    public ImmutableArray<PictureBox> Children { get; private init; } = [];

    public ImmutableArray<PictureArrow> Arrows { get; private init; } = [];

    /// <summary>The box of a flow, with everything in it placed.</summary>
    public static PictureBox Of(Flow flow, IReadOnlyDictionary<string, State>? states)
    {
        // Flows nested deeper than the stack allows are an exception rather than the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        PictureBox[] items = [.. flow.Children.Select(item => item is Flow inner ? Of(inner, states) : Of((Atom)item, states))];
        ItemLayout layout = ItemLayout.Of(items, PictureLinks.Of(flow));
        PictureBox? retry = flow.Retry is null ? null : Of(flow.Retry, states);
        string note = PictureText.PatternOf(flow);
        double header = PictureFont.WidthOf(PictureText.Shown(flow.Name), PictureFont.Size) * 1.1 + PictureFont.WidthOf($" {note} ", PictureFont.SmallSize);
        double inside = Math.Max(Math.Max(header, layout.Width), retry?.Width ?? 0);
        double top = HeaderHeight;
        if (retry is not null)
        {
            retry.X = Padding + ((inside - retry.Width) / 2);
            retry.Y = top;
            top += retry.Height + (items.Length == 0 ? 0 : RetryGap);
        }

        var offset = new PicturePoint(Padding + ((inside - layout.Width) / 2), top);
        foreach (PictureBox item in items)
        {
            item.X += offset.X;
            item.Y += offset.Y;
        }

        return new PictureBox(flow)
        {
            Note = note,
            Width = inside + (2 * Padding),
            Height = top + layout.Height + (items.Length == 0 && retry is null ? 0 : Padding),
            Children = retry is null ? [.. items] : [retry, .. items],
            Arrows = [.. layout.Arrows.Select(arrow => Moved(arrow, offset))],
        };
    }

    private static PictureBox Of(Atom atom, IReadOnlyDictionary<string, State>? states)
    {
        State? state = states?.GetValueOrDefault(atom.Name, Orleans.TaskFlow.State.Pending);
        string? note = (atom.Kind, state) switch
        {
            (AtomKind.Retry, null) => "retry",
            (AtomKind.Retry, { } known) => $"retry {known.ToName()}",
            (_, { } known) => known.ToName(),
            _ => null,
        };
        double text = Math.Max(
            PictureFont.WidthOf(PictureText.Shown(atom.Name), PictureFont.Size),
            PictureFont.WidthOf(note ?? "", PictureFont.SmallSize));
        return new PictureBox(atom)
        {
            State = state,
            Note = note,
            Width = text + (2 * AtomPadding),
            Height = note is null ? OneLine : TwoLines,
        };
    }

    private static PictureArrow Moved(PictureArrow arrow, PicturePoint by) => arrow with
    {
        Points = [.. arrow.Points.Select(point => new PicturePoint(point.X + by.X, point.Y + by.Y))],
        LabelAt = new PicturePoint(arrow.LabelAt.X + by.X, arrow.LabelAt.Y + by.Y),
    };
}
