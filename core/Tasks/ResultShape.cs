using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.TaskFlow;

/// <summary>What a task returns, as far as its signature tells, and so which parts of it may be known by symbols.</summary>
/// <param name="Kind">What kind of result it is.</param>
/// <param name="Type">What it is, for messages.</param>
/// <param name="Names">The names of a tuple's items (null for one without), or of an object's members.</param>
/// <param name="Count">How many items a tuple or list has; <see langword="null"/> if that is known only when it is there.</param>
internal sealed record ResultShape(ResultKind Kind, string Type, ImmutableArray<string?> Names, int? Count)
{
    public static readonly ResultShape Nothing = new(ResultKind.Nothing, "nothing", [], 0);

    /// <summary>The symbols under which the result is known if nobody says any: those that the items of a tuple have as names.</summary>
    public ImmutableDictionary<string, ResultKey> Defaults => Kind != ResultKind.Tuple
        ? ImmutableDictionary<string, ResultKey>.Empty
        : Names.Select((name, index) => (name, index))
            .Where(item => item.name is not null)
            .ToImmutableDictionary(item => item.name!, item => ResultKey.At(item.index), StringComparer.Ordinal);

    /// <param name="type">What is returned.</param>
    /// <param name="tupleNames">The names of a tuple's items.</param>
    /// <param name="unfit">How the message begins if it cannot be.</param>
    /// <exception cref="TaskDeclarationException">Nothing of the type can be stored.</exception>
    public static ResultShape Of(Type type, IEnumerable<string?>? tupleNames, string unfit)
    {
        if (JsonShape.IsTuple(type))
        {
            IReadOnlyList<Type> items = TupleItems.Types(type);
            for (int i = 0; i < items.Count; i++)
            {
                Check(items[i], $"{unfit}: item {i + 1} of what it returns");
            }

            string?[] names = [.. (tupleNames ?? []).Take(items.Count)];
            return new ResultShape(ResultKind.Tuple, TypeName.Full(type), [.. names, .. new string?[items.Count - names.Length]], items.Count);
        }

        JsonShape shape = Check(type, $"{unfit}: what it returns");
        ResultKind kind = shape.Kind switch
        {
            JsonTypeInfoKind.Enumerable => ResultKind.List,
            JsonTypeInfoKind.Object when type != typeof(object) => ResultKind.Object,
            JsonTypeInfoKind.Dictionary => ResultKind.Open,
            _ when type == typeof(object) || type == typeof(Document) || type == typeof(JsonElement) || type == typeof(JsonDocument) => ResultKind.Open,
            _ => ResultKind.Value,
        };
        return new ResultShape(kind, TypeName.Full(type), [.. shape.Members], null);
    }

    public static ResultShape ListOf(Type item, int count, string subject)
    {
        Check(item, $"{subject} cannot be a task: what it returns");
        return new ResultShape(ResultKind.List, $"{count} of {TypeName.Full(item)}", [], count);
    }

    /// <summary>What each of some symbols stands for.</summary>
    /// <exception cref="TaskDeclarationException">The result does not have as many parts, or none of those names.</exception>
    public ImmutableDictionary<string, ResultKey> KeysOf(ReadOnlySpan<string> symbols, string subject)
    {
        if (Kind == ResultKind.Nothing && symbols.Length > 0)
        {
            throw Mismatch(subject, symbols, "it returns nothing");
        }

        if ((Count is { } count && Kind == ResultKind.Tuple && symbols.Length != count) || (Count < symbols.Length))
        {
            throw Mismatch(subject, symbols, $"it returns {Count} values ({Type}), and each needs a symbol of its own");
        }

        if (Kind == ResultKind.Value && symbols.Length > 1)
        {
            throw Mismatch(subject, symbols, $"it returns one value ({Type}); return a tuple or a record to provide several");
        }

        var keys = ImmutableDictionary.CreateBuilder<string, ResultKey>(StringComparer.Ordinal);
        for (int i = 0; i < symbols.Length; i++)
        {
            string symbol = symbols[i];
            ResultKey key = Kind switch
            {
                ResultKind.Tuple => ResultKey.At(i),
                _ when symbols.Length == 1 => ResultKey.Whole,
                ResultKind.List => ResultKey.At(i),
                _ => KeyOf(symbol, subject),
            };
            if (!keys.TryAdd(symbol, key))
            {
                throw Mismatch(subject, symbols, $"'{symbol}' stands there twice");
            }
        }

        return keys.ToImmutable();
    }

    /// <summary>The part of a name: an item of a tuple or a member of an object, in upper or lower case.</summary>
    /// <exception cref="TaskDeclarationException">The result has no part of that name, or several.</exception>
    public ResultKey KeyOf(string part, string subject)
    {
        if (Kind == ResultKind.Open)
        {
            return ResultKey.Member(part);
        }

        string?[] exact = [.. Names.Where(name => name == part)];
        string?[] found = exact.Length > 0 ? exact : [.. Names.Where(name => string.Equals(name, part, StringComparison.OrdinalIgnoreCase))];
        if (found is not [{ } name])
        {
            string has = Names.OfType<string>().Any() ? $"it has {string.Join(", ", Names.OfType<string>().Select(known => $"'{known}'"))}" : "that has no parts with names";
            throw new TaskDeclarationException($"{subject} returns {Type}, of which '{part}' is {(found.Length == 0 ? "no part" : "no single part")}; {has}.");
        }

        return Kind == ResultKind.Tuple ? ResultKey.At(Names.IndexOf(name)) : ResultKey.Member(name);
    }

    private static JsonShape Check(Type type, string what)
    {
        JsonShape shape = JsonShape.Of(type);
        return shape.WriteFault is null
            ? shape
            : throw new TaskDeclarationException($"{what} is {TypeName.Full(type)}, which cannot be stored: {shape.WriteFault}.");
    }

    private static TaskDeclarationException Mismatch(string subject, ReadOnlySpan<string> symbols, string why) =>
        new($"{subject} cannot provide {string.Join(", ", symbols.ToArray().Select(symbol => $"'{symbol}'"))}: {why}.");
}
