namespace Orleans.TaskFlow;

/// <summary>A place in a layer: of a box, of an arrow's label, or of an arrow that passes.</summary>
internal sealed class LayoutCell(double width, double height)
{
    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>The cells of the layers above that it is joined to.</summary>
    public List<LayoutCell> Above { get; } = [];

    /// <summary>The cells of the layers below that it is joined to.</summary>
    public List<LayoutCell> Below { get; } = [];

    /// <summary>Which one of its layer it is, from the left.</summary>
    public int Index { get; set; }

    /// <summary>Its middle.</summary>
    public double X { get; set; }
}
