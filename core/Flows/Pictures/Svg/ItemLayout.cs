using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>The items of one flow, placed: those with links in layers, and below them in rows those that have none.</summary>
/// <param name="Width">Of all of them.</param>
/// <param name="Height">Of all of them.</param>
/// <param name="Arrows">The links.</param>
internal sealed record ItemLayout(double Width, double Height, ImmutableArray<PictureArrow> Arrows)
{
    private const double Gap = 16;

    /// <summary>How much wider than high many items without links may be.</summary>
    private const double Proportion = 1.6;

    /// <summary>A few items stand beside one another, since those below one another look like a sequence.</summary>
    private const double LeastWidth = 480;

    public static ItemLayout Of(IReadOnlyList<PictureBox> items, ImmutableArray<FlowLink> links)
    {
        HashSet<FlowItem> linked = [.. links.SelectMany(link => new[] { link.From, link.To })];
        ItemLayout layers = LayeredLayout.Place([.. items.Where(item => linked.Contains(item.Item))], links);
        PictureBox[] loose = [.. items.Where(item => !linked.Contains(item.Item))];
        if (loose.Length == 0)
        {
            return layers;
        }

        double area = loose.Sum(item => (item.Width + Gap) * (item.Height + Gap));
        double limit = new[] { LeastWidth, layers.Width, loose.Max(item => item.Width), Math.Sqrt(area * Proportion) }.Max();
        var (x, y, width, height) = (0.0, layers.Height > 0 ? layers.Height + (2 * Gap) : 0, layers.Width, 0.0);
        foreach (PictureBox item in loose)
        {
            if (x > 0 && x + item.Width > limit)
            {
                (x, y, height) = (0, y + height + Gap, 0);
            }

            (item.X, item.Y) = (x, y);
            x += item.Width + Gap;
            width = Math.Max(width, x - Gap);
            height = Math.Max(height, item.Height);
        }

        return new ItemLayout(width, y + height, layers.Arrows);
    }
}
