namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A flow as it is drawn: what the judge goes by, and what the engine's flow is built from.</summary>
public sealed class DrawnFlow : DrawnItem
{
    public FlowPattern Pattern { get; init; }

    public DrawnRetry? Retry { get; set; }

    public List<DrawnItem> Children { get; init; } = [];

    public List<DrawnLink> Links { get; init; } = [];

    public IEnumerable<DrawnAtom> Atoms =>
        Children.SelectMany(child => child is DrawnFlow inner ? inner.Atoms : [(DrawnAtom)child]).Concat(Retry is null ? [] : [Retry]);

    public IEnumerable<DrawnFlow> Flows => Children.OfType<DrawnFlow>().SelectMany(inner => inner.Flows).Prepend(this);

    public override string ToString() => Describe("");

    private string Describe(string indent) => string.Join(
        "\n",
        [
            $"{indent}{Pattern} {Name}{(Retry is null ? "" : $", retry {Retry}")}",
            .. Children.Select(child => child is DrawnFlow inner ? inner.Describe(indent + "  ") : $"{indent}  {child}"),
            .. Links.Select(link => $"{indent}  {link}"),
        ]);
}
