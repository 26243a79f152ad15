using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// How a flow was made, as its detail notes it: the factory's name and arguments, in the shape of the seeds'. An object of arguments
/// stands there as arguments by name, so that a factory of the same name in Python is called with them, too.
/// </summary>
internal sealed record FactoryNote(string Name, ImmutableArray<Document> Positional, IReadOnlyDictionary<string, Document> Named)
{
    /// <summary>The key in the flow's metadata.</summary>
    public const string Key = "factory";

    private const string NameKey = "name";
    private const string PositionalKey = "args";
    private const string NamedKey = "kwargs";

    /// <param name="name">The factory's name.</param>
    /// <param name="arguments">What it is given; <see langword="null"/> for nothing.</param>
    public static FactoryNote Of(string name, Document? arguments) => arguments?.Kind switch
    {
        null => new FactoryNote(name, [], ImmutableDictionary<string, Document>.Empty),
        JsonValueKind.Object => new FactoryNote(name, [], arguments.Members),
        _ => new FactoryNote(name, [arguments], ImmutableDictionary<string, Document>.Empty),
    };

    /// <exception cref="FlowFactoryException">The detail has no such note, or one of another shape.</exception>
    public static FactoryNote Of(FlowDetail detail)
    {
        if (!detail.Meta.TryGetValue(Key, out Document? note))
        {
            throw new FlowFactoryException(
                $"Flow '{detail.Name}' ({detail.Uuid}) cannot be made again: its metadata has no '{Key}'. Only flows that a factory made can be resumed by their details alone.");
        }

        IReadOnlyDictionary<string, Document> members = note.Members;
        return members.GetValueOrDefault(NameKey) is { Kind: JsonValueKind.String } name
            && (members.GetValueOrDefault(PositionalKey) ?? Document.Null) is { Kind: JsonValueKind.Array or JsonValueKind.Null } positional
            && (members.GetValueOrDefault(NamedKey) ?? Document.Null) is { Kind: JsonValueKind.Object or JsonValueKind.Null } named
            ? new FactoryNote(name.To<string>()!, [.. positional.Items], named.Members)
            : throw new FlowFactoryException(
                $"Flow '{detail.Name}' ({detail.Uuid}) cannot be made again: '{Key}' in its metadata has to have a text '{NameKey}', a list '{PositionalKey}' and an object '{NamedKey}'.");
    }

    /// <summary>The one value that a factory with arguments takes; <see langword="null"/> if there is none such.</summary>
    public Document? Single => (Positional, Named.Count) switch
    {
        ([{ } only], 0) => only,
        ([], _) => DocumentWriter.Write(Named, static (writer, named) => writer.Map(named)),
        _ => null,
    };

    public bool IsEmpty => Positional.IsEmpty && Named.Count == 0;

    public Document ToDocument() => DocumentWriter.Write(this, static (writer, note) =>
    {
        writer.WriteStartObject();
        writer.WriteString(NameKey, note.Name);
        writer.WriteStartArray(PositionalKey);
        foreach (Document argument in note.Positional)
        {
            writer.WriteDocument(argument);
        }

        writer.WriteEndArray();
        writer.WritePropertyName(NamedKey);
        writer.Map(note.Named);
        writer.WriteEndObject();
    });

    /// <summary>How many arguments there are, and which names; never their values.</summary>
    public override string ToString() => (Positional, Named.Count) switch
    {
        ([], 0) => "nothing",
        ([{ } only], 0) => $"one value of JSON kind {only.Kind}",
        _ => $"{Positional.Length} argument(s) by position, and {Named.Count} by name ({string.Join(", ", Named.Keys.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))})",
    };
}
