using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// A flow: atoms and other flows, how they follow one another, and the retry that decides what happens when one of them fails.
/// </summary>
/// <remarks>
/// A flow never changes: <see cref="Add"/> and <see cref="Link"/> return another one, so that a flow is written as it would be drawn:
/// <code>
/// Flow.Linear("order", retry: Retry.Times(3))
///     .Add(reserve, charge)
///     .Add(Flow.Unordered("notify").Add(mail, ledger))
/// </code>
/// </remarks>
public sealed class Flow : FlowItem
{
    private readonly ImmutableArray<FlowItem> _items;
    private readonly Lazy<(FrozenSet<string> Requires, FrozenSet<string> Provides)> _symbols;
    private readonly Lazy<ImmutableArray<FlowItem>> _ordered;
    private readonly Lazy<CompiledFlow> _compiled;

    private Flow(string name, FlowPattern pattern, RetryAtom? retry, ImmutableArray<FlowItem> items, ImmutableArray<FlowLink> links)
        : base(name)
    {
        Pattern = pattern;
        Retry = retry;
        _items = items;
        Links = links;
        _symbols = new(() => FlowSymbols.Of(this));
        _ordered = new(() => pattern == FlowPattern.Graph ? [.. GraphOrder.Of(items, links)!] : items);
        _compiled = new(() => new CompiledFlow(this), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>How its items follow one another.</summary>
    public FlowPattern Pattern { get; }

    /// <summary>Decides what happens when one of its atoms fails; <see langword="null"/> to leave that to the flow around it.</summary>
    public RetryAtom? Retry { get; }

    /// <summary>Its atoms and flows, without the retry: of a graph in an order that its links allow, else as they were added.</summary>
    public ImmutableArray<FlowItem> Children => _ordered.Value;

    /// <summary>Which of the children come before which, where that is not said by their order: the links of a graph.</summary>
    public ImmutableArray<FlowLink> Links { get; }

    /// <inheritdoc/>
    public override IReadOnlySet<string> Requires => _symbols.Value.Requires;

    /// <inheritdoc/>
    public override IReadOnlySet<string> Provides => _symbols.Value.Provides;

    /// <summary>An empty flow whose items run one after the other.</summary>
    /// <param name="name">Its name, for people; need not be unique.</param>
    /// <param name="retry">Decides what happens when one of its atoms fails.</param>
    public static Flow Linear(string name, RetryAtom? retry = null) => New(name, FlowPattern.Linear, retry);

    /// <summary>An empty flow whose items run in any order, or at the same time.</summary>
    /// <inheritdoc cref="Linear"/>
    public static Flow Unordered(string name, RetryAtom? retry = null) => New(name, FlowPattern.Unordered, retry);

    /// <summary>An empty flow whose items run as their links say.</summary>
    /// <inheritdoc cref="Linear"/>
    public static Flow Graph(string name, RetryAtom? retry = null) => New(name, FlowPattern.Graph, retry);

    /// <summary>This flow with further items, in their order.</summary>
    /// <remarks>
    /// In a graph each gets a link from the item that provides a symbol which it requires, and to each item that still requires one
    /// which it provides.
    /// </remarks>
    /// <exception cref="DuplicateException">The flow has an item already.</exception>
    /// <exception cref="AmbiguousDependencyException">In a graph: several items provide a symbol that one requires.</exception>
    /// <exception cref="DependencyException">In a graph: items would wait for one another in a circle.</exception>
    public Flow Add(params ReadOnlySpan<FlowItem> items)
    {
        foreach (FlowItem item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
            if (item is RetryAtom)
            {
                throw new ArgumentException($"Retry '{item.Name}' cannot be an item of flow '{Name}'; it is given when a flow is made.", nameof(items));
            }
        }

        if (items.IsEmpty)
        {
            return this;
        }

        ImmutableArray<FlowItem> all = _items.AddRange(items);
        if (all.Distinct(ReferenceEqualityComparer.Instance).Count() < all.Length)
        {
            throw new DuplicateException($"Flow '{Name}' has one of these items twice: {string.Join(", ", items.ToArray().Select(item => $"'{item.Name}'"))}.");
        }

        return Pattern == FlowPattern.Graph
            ? Linked(all, SymbolLinks.With(this, _items, items))
            : new Flow(Name, Pattern, Retry, all, Links);
    }

    /// <summary>This graph with a link that makes one item wait for another. One that is there already gets the decider, if one is given.</summary>
    /// <param name="from">The name of the item that comes first.</param>
    /// <param name="to">The name of the item that waits for it.</param>
    /// <param name="decider">Asked whether <paramref name="to"/> may run; it always may if null.</param>
    /// <param name="depth">What else is ignored when the decider refuses.</param>
    /// <exception cref="InvalidOperationException">The flow is not a graph.</exception>
    /// <exception cref="ArgumentException">The flow has no item of that name, or several; or there is a depth without a decider.</exception>
    /// <exception cref="DependencyException">Items would wait for one another in a circle.</exception>
    public Flow Link(string from, string to, Decider? decider = null, DeciderDepth? depth = null)
    {
        if (Pattern != FlowPattern.Graph)
        {
            throw new InvalidOperationException($"Flow '{Name}' is {Pattern}; only the items of a graph can be linked.");
        }

        if (depth is not null && decider is null)
        {
            throw new ArgumentException($"The link from '{from}' to '{to}' has a depth, but no decider to have it.", nameof(depth));
        }

        FlowItem source = Item(from, nameof(from));
        FlowItem target = Item(to, nameof(to));
        int index = SymbolLinks.IndexOf(Links, source, target);
        FlowLink link = index < 0 ? new FlowLink(source, target) : Links[index];
        if (decider is not null)
        {
            link = link with { Decider = decider, Depth = depth ?? DeciderDepth.All };
        }

        return Linked(_items, index < 0 ? Links.Add(link) : Links.SetItem(index, link));
    }

    /// <summary>
    /// Makes of this flow what an engine runs; once, so that it can be called often. It may be used for many runs at the same time.
    /// </summary>
    /// <exception cref="DuplicateException">Two atoms have one name; the message lists the names.</exception>
    public CompiledFlow Compile() => _compiled.Value;

    private static Flow New(string name, FlowPattern pattern, RetryAtom? retry) => new(name, pattern, retry?.Named($"{name}_retry"), [], []);

    private FlowItem Item(string name, string parameter)
    {
        FlowItem[] found = [.. _items.Where(item => item.Name == name)];
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException(
                found.Length == 0
                    ? $"Flow '{Name}' has no item '{name}' to link; add it first."
                    : $"Flow '{Name}' has {found.Length} items '{name}'; a link needs to know which.",
                parameter);
    }

    private Flow Linked(ImmutableArray<FlowItem> items, ImmutableArray<FlowLink> links) => GraphOrder.Of(items, links) is not null
        ? new Flow(Name, Pattern, Retry, items, links)
        : throw new DependencyException(
            $"Items of flow '{Name}' would wait for one another in a circle: {string.Join(", ", GraphOrder.Circle(items, links).Select(item => $"'{item.Name}'"))}.");
}
