using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// Places linked items in layers, each below all those that it waits for: ranks by the longest path, order in a layer by the middle of
/// the neighbours, and then places as near to these as there is room. Between two layers of items is one for what is written on arrows.
/// </summary>
internal sealed class LayeredLayout
{
    private const double ItemGap = 24;
    private const double LayerGap = 16;
    private const double PassingWidth = 8;
    private const int Sweeps = 8;

    /// <summary>An arrow over more ranks passes behind what is between them: places for all such would be more than the items.</summary>
    private const int LongestPassing = 24;

    private readonly IReadOnlyList<PictureBox> _boxes;
    private readonly ImmutableArray<FlowLink> _links;
    private readonly Dictionary<FlowItem, int> _indexes = new(ReferenceEqualityComparer.Instance);
    private readonly List<List<LayoutCell>> _layers = [];
    private readonly LayoutCell[] _cells;
    private readonly List<(LayoutCell Cell, int Layer)>[] _paths;
    private readonly int[] _ranks;

    private LayeredLayout(IReadOnlyList<PictureBox> boxes, ImmutableArray<FlowLink> links)
    {
        (_boxes, _links) = (boxes, links);
        for (int i = 0; i < boxes.Count; i++)
        {
            _indexes.Add(boxes[i].Item, i);
        }

        _cells = [.. boxes.Select(box => new LayoutCell(box.Width, box.Height))];
        _ranks = Ranks();
        for (int box = 0; box < boxes.Count; box++)
        {
            Put(_cells[box], 2 * _ranks[box]);
        }

        _paths = [.. links.Select(Path)];
    }

    /// <param name="boxes">Every one of them has a link; in an order that the links allow.</param>
    /// <param name="links">The links between them.</param>
    public static ItemLayout Place(IReadOnlyList<PictureBox> boxes, ImmutableArray<FlowLink> links)
    {
        if (boxes.Count == 0)
        {
            return new ItemLayout(0, 0, []);
        }

        var layout = new LayeredLayout(boxes, links);
        layout.Order();
        layout.Spread();
        return layout.Finish();
    }

    private int[] Ranks()
    {
        int[] ranks = new int[_boxes.Count];
        ILookup<int, int> after = _links.ToLookup(link => _indexes[link.From], link => _indexes[link.To]);
        HashSet<int> waiting = [.. _links.Select(link => _indexes[link.To])];
        for (int box = 0; box < ranks.Length; box++)
        {
            foreach (int next in after[box])
            {
                ranks[next] = Math.Max(ranks[next], ranks[box] + 1);
            }
        }

        // What waits for nothing stands near what waits for it, and not at the top.
        foreach (int first in Enumerable.Range(0, ranks.Length).Where(box => !waiting.Contains(box)))
        {
            ranks[first] = after[first].Min(next => ranks[next]) - 1;
        }

        return ranks;
    }

    /// <summary>The cells between the ends of a link, each joined to the next; that of the label is the last.</summary>
    private List<(LayoutCell Cell, int Layer)> Path(FlowLink link)
    {
        int from = 2 * _ranks[_indexes[link.From]];
        int last = (2 * _ranks[_indexes[link.To]]) - 1;
        string[] label = [.. PictureText.LinesOf(link)];
        var path = new List<(LayoutCell, int)>();
        LayoutCell above = _cells[_indexes[link.From]];
        for (int layer = last - from > 2 * LongestPassing ? last : from + 1; layer <= last; layer++)
        {
            bool labelled = layer == last && label.Length > 0;
            var cell = new LayoutCell(
                labelled ? label.Max(line => PictureFont.WidthOf(line, PictureFont.SmallSize)) + PassingWidth : PassingWidth,
                labelled ? label.Length * PictureFont.SmallLine : 0);
            Put(cell, layer);
            Join(above, cell);
            path.Add((cell, layer));
            above = cell;
        }

        Join(above, _cells[_indexes[link.To]]);
        return path;
    }

    private static void Join(LayoutCell above, LayoutCell below)
    {
        above.Below.Add(below);
        below.Above.Add(above);
    }

    private void Put(LayoutCell cell, int layer)
    {
        while (_layers.Count <= layer)
        {
            _layers.Add([]);
        }

        cell.Index = _layers[layer].Count;
        _layers[layer].Add(cell);
    }

    private void Order()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int i = 0; i < _layers.Count; i++)
            {
                int layer = down ? i : _layers.Count - 1 - i;
                _layers[layer] = [.. _layers[layer].OrderBy(cell => Middle(cell, down, other => other.Index, cell.Index))];
                for (int index = 0; index < _layers[layer].Count; index++)
                {
                    _layers[layer][index].Index = index;
                }
            }
        }
    }

    private void Spread()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int i = 0; i < _layers.Count; i++)
            {
                Spread(_layers[down ? i : _layers.Count - 1 - i], down);
            }
        }
    }

    /// <summary>Halfway between pushing everything to the right to make room, and everything to the left.</summary>
    private static void Spread(List<LayoutCell> layer, bool down)
    {
        double[] wanted = [.. layer.Select(cell => Middle(cell, down, other => other.X, cell.X))];
        double[] right = [.. wanted];
        for (int i = 1; i < layer.Count; i++)
        {
            right[i] = Math.Max(right[i], right[i - 1] + Distance(layer[i - 1], layer[i]));
        }

        for (int i = layer.Count - 2; i >= 0; i--)
        {
            wanted[i] = Math.Min(wanted[i], wanted[i + 1] - Distance(layer[i], layer[i + 1]));
        }

        for (int i = 0; i < layer.Count; i++)
        {
            layer[i].X = (wanted[i] + right[i]) / 2;
        }
    }

    private static double Distance(LayoutCell left, LayoutCell right) => ((left.Width + right.Width) / 2) + ItemGap;

    private static double Middle(LayoutCell cell, bool down, Func<LayoutCell, double> place, double without)
    {
        List<LayoutCell> neighbours = down ? cell.Above : cell.Below;
        return neighbours.Count == 0 ? without : neighbours.Average(place);
    }

    private ItemLayout Finish()
    {
        double left = _layers.SelectMany(layer => layer).Min(cell => cell.X - (cell.Width / 2));
        double right = _layers.SelectMany(layer => layer).Max(cell => cell.X + (cell.Width / 2));
        (double Top, double Bottom)[] rows = Rows();
        for (int box = 0; box < _boxes.Count; box++)
        {
            var (top, bottom) = rows[2 * _ranks[box]];
            _boxes[box].X = _cells[box].X - left - (_boxes[box].Width / 2);
            _boxes[box].Y = (top + bottom - _boxes[box].Height) / 2;
        }

        return new ItemLayout(right - left, rows[^1].Bottom, [.. _links.Select((link, index) => ArrowOf(link, _paths[index], rows, left))]);
    }

    /// <summary>From where to where each layer is, from the top.</summary>
    private (double Top, double Bottom)[] Rows()
    {
        var rows = new (double Top, double Bottom)[_layers.Count];
        double y = 0;
        for (int layer = 0; layer < rows.Length; layer++)
        {
            rows[layer] = (y, y + _layers[layer].Max(cell => (double?)cell.Height).GetValueOrDefault());
            y = rows[layer].Bottom + LayerGap;
        }

        return rows;
    }

    private PictureArrow ArrowOf(FlowLink link, List<(LayoutCell Cell, int Layer)> path, (double Top, double Bottom)[] rows, double left)
    {
        PictureBox from = _boxes[_indexes[link.From]];
        PictureBox to = _boxes[_indexes[link.To]];
        List<PicturePoint> points = [new(from.X + (from.Width / 2), from.Y + from.Height)];
        foreach (var (cell, layer) in path)
        {
            points.Add(new(cell.X - left, rows[layer].Top));
            points.Add(new(cell.X - left, rows[layer].Bottom));
        }

        points.Add(new(to.X + (to.Width / 2), to.Y));
        var middle = new PicturePoint(points[^2].X, (points[^3].Y + points[^2].Y) / 2);
        return new PictureArrow([.. points.Distinct()], link, [.. PictureText.LinesOf(link)], middle);
    }
}
