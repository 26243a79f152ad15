using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// The flows that a host knows by name (<c>services.AddFlow("order", ...)</c>): made when they are started, and made again when they are
/// resumed, in whatever process, from the name and the arguments that are stored with them. A service of the host; safe for use by
/// many threads.
/// </summary>
public sealed class FlowFactories
{
    private readonly IServiceProvider _services;
    private readonly FrozenDictionary<string, FlowFactory> _factories;

    internal FlowFactories(IServiceProvider services, IEnumerable<FlowFactory> factories)
    {
        _services = services;
        _factories = factories.ToFrozenDictionary(factory => factory.Name, StringComparer.Ordinal);
        Names = [.. _factories.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of the flows, sorted by ordinal.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Makes a flow that takes no arguments. Nothing is stored.</summary>
    /// <exception cref="NotFoundException">No flow has that name; the message lists those that there are.</exception>
    /// <exception cref="FlowFactoryException">The factory failed, or wants arguments.</exception>
    public Flow Make(string name) => Make(FactoryNote.Of(Named(name).Name, arguments: null));

    /// <summary>Makes a flow. Nothing is stored.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">
    /// What its factory takes, or any value with the same JSON: it is written and read again, as it will be when the flow is resumed.
    /// </param>
    /// <exception cref="NotFoundException">No flow has that name; the message lists those that there are.</exception>
    /// <exception cref="InvalidFormatException">The arguments cannot be written as JSON.</exception>
    /// <exception cref="FlowFactoryException">The factory failed, or the arguments do not fit.</exception>
    public Flow Make<TArgs>(string name, TArgs arguments) => Make(FactoryNote.Of(Named(name).Name, Document.From(arguments)));

    /// <summary>
    /// A new detail for a flow that takes no arguments, with the flow's name, and the factory's in its metadata (the seeds'
    /// <c>save_factory_details</c>). Nothing is stored: the caller adds it to a logbook, which he saves.
    /// </summary>
    /// <inheritdoc cref="Make(string)"/>
    public FlowDetail CreateDetail(string name) => CreateDetail(FactoryNote.Of(Named(name).Name, arguments: null), uuid: null);

    /// <summary>A new detail for a flow, with the flow's name, and the factory's and its arguments in its metadata. Nothing is stored.</summary>
    /// <param name="name">The name of the factory.</param>
    /// <param name="arguments">As for <see cref="Make{TArgs}"/>. They are stored as they are, for everybody to read.</param>
    /// <param name="uuid">The detail's uuid; a new random one if null.</param>
    /// <inheritdoc cref="Make{TArgs}"/>
    public FlowDetail CreateDetail<TArgs>(string name, TArgs arguments, string? uuid = null) =>
        CreateDetail(FactoryNote.Of(Named(name).Name, Document.From(arguments)), uuid);

    /// <summary>Makes the flow of a detail again, from the name and the arguments in its metadata (the seeds' <c>flow_from_detail</c>).</summary>
    /// <param name="detail">The detail, with those of its atoms, as far as there are any.</param>
    /// <exception cref="NotFoundException">No flow has that name here; the message lists those that there are.</exception>
    /// <exception cref="FlowFactoryException">The detail notes no factory; or that failed, or does not take those arguments any more.</exception>
    /// <exception cref="AtomKindException">Atoms have become of the other kind than their details; the message lists them.</exception>
    public Flow Remake(FlowDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        Flow flow = Make(FactoryNote.Of(detail));
        Dictionary<string, AtomKind> kinds = flow.Compile().Atoms.ToDictionary(atom => atom.Name, atom => atom.Kind, StringComparer.Ordinal);
        string[] changed =
        [
            .. detail.Where(atom => kinds.TryGetValue(atom.Name, out AtomKind kind) && kind != atom.Kind)
                .Select(atom => $"'{atom.Name}' was a {atom.Kind} and is a {kinds[atom.Name]}"),
        ];
        return changed.Length == 0
            ? flow
            : throw new AtomKindException(
                $"Flow '{detail.Name}' ({detail.Uuid}) cannot go on as its factory makes it now: {string.Join(", ", changed)}. Give atoms that changed their kind new names.");
    }

    private Flow Make(FactoryNote note) => Named(note.Name).Make(_services, note);

    internal FlowDetail CreateDetail(FactoryNote note, string? uuid) => new(Make(note).Name, uuid ?? Guid.NewGuid().ToString())
    {
        Meta = Metadata.Empty.Add(FactoryNote.Key, note.ToDocument()),
    };

    private FlowFactory Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _factories.TryGetValue(name, out FlowFactory? factory)
            ? factory
            : throw new NotFoundException(
                $"There is no flow '{FlowContents.Shown(name)}' here; {(Names.IsEmpty ? "none is registered" : $"known are: {string.Join(", ", Names.Select(known => $"'{known}'"))}")}. Register it with AddFlow.");
    }
}
