using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.TaskFlow;

/// <summary>What becomes of the values of a type when System.Text.Json writes or reads them, as far as the type tells.</summary>
internal sealed class JsonShape
{
    private static readonly ConditionalWeakTable<Type, JsonShape> _known = [];

    // Whether what stands in a value may have names of the user's choice, not only those of members.
    private bool _hasFreeNames;

    private JsonShape(Type type)
    {
        WriteFault = FaultOf(type);
        if (WriteFault is null)
        {
            try
            {
                Look(Document.Options.GetTypeInfo(type));
            }
            catch (Exception error) when (error is NotSupportedException or InvalidOperationException or ArgumentException)
            {
                WriteFault = error.Message;
            }
        }

        ReadFault ??= WriteFault;
    }

    /// <summary>Why no value of the type can be written; <see langword="null"/> if nothing is known against it.</summary>
    public string? WriteFault { get; private set; }

    /// <summary>Why no value of the type can be read; <see langword="null"/> if nothing is known against it.</summary>
    public string? ReadFault { get; private set; }

    public JsonTypeInfoKind Kind { get; private set; }

    /// <summary>The names of an object's members, as they stand in JSON.</summary>
    public IReadOnlyList<string> Members { get; private set; } = [];

    public static JsonShape Of(Type type) => _known.GetValue(type, static type => new JsonShape(type));

    /// <summary>Whether the type is a tuple, which System.Text.Json would write without its items.</summary>
    public static bool IsTuple(Type type) =>
        type is { IsGenericType: true, IsValueType: true, Namespace: nameof(System) } && type.IsAssignableTo(typeof(ITuple));

    /// <summary>
    /// Where a value did not fit, for messages; empty if that is not known, or might show a name that the user keeps to himself.
    /// </summary>
    public string PlaceOf(Exception? error) =>
        error is JsonException { Path: { Length: > 1 } path } && !_hasFreeNames ? $", and does not fit at {path}" : "";

    /// <summary>What may be told of why a value did not fit; <see langword="null"/> for nothing.</summary>
    public static Exception? CauseOf(Exception? error) =>
        // The errors of System.Text.Json may quote the value; those of the user's own constructors and converters are his affair.
        error is JsonException or NotSupportedException or InvalidFormatException ? null : error;

    private static string? FaultOf(Type type) => type switch
    {
        { IsByRef: true } or { IsPointer: true } or { IsFunctionPointer: true } or { IsByRefLike: true } => "it refers to memory",
        { ContainsGenericParameters: true } => "it is an open generic type",
        _ when type.IsAssignableTo(typeof(Delegate)) => "it is a function",
        _ when type.IsAssignableTo(typeof(MemberInfo)) || type == typeof(nint) || type == typeof(nuint) => "System.Text.Json does not write it",
        _ when type.IsAssignableTo(typeof(Task)) || type == typeof(ValueTask)
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) => "it is work to wait for, and no value",
        _ when type.IsAssignableTo(typeof(Stream)) => "it is a stream, and no value",
        _ when type == typeof(IServiceProvider) || type == typeof(CancellationToken) || type.IsAssignableTo(typeof(AtomCall)) => "it is no value",
        _ => null,
    };

    private void Look(JsonTypeInfo root)
    {
        Kind = root.Kind;
        Members = root.Kind == JsonTypeInfoKind.Object ? [.. root.Properties.Select(property => property.Name)] : [];
        ReadFault = ReadFaultOf(root);

        HashSet<Type> seen = [root.Type];
        var open = new Queue<JsonTypeInfo>([root]);
        while (open.TryDequeue(out JsonTypeInfo? info))
        {
            if (IsTuple(Nullable.GetUnderlyingType(info.Type) ?? info.Type))
            {
                WriteFault = info == root
                    ? "it is a tuple, which System.Text.Json writes without its items; use a record"
                    : $"it holds {info.Type}, a tuple, which System.Text.Json writes without its items; use a record";
                return;
            }

            _hasFreeNames |= info.Kind == JsonTypeInfoKind.Dictionary || info.Properties.Any(property => property.IsExtensionData);
            foreach (Type next in PartsOf(info).Where(part => FaultOf(part) is null && seen.Add(part)))
            {
                open.Enqueue(Document.Options.GetTypeInfo(next));
            }
        }
    }

    private static IEnumerable<Type> PartsOf(JsonTypeInfo info) =>
        info.Properties.Where(property => property.Get is not null || property.Set is not null)
            .Select(property => property.PropertyType)
            .Concat([info.ElementType, info.KeyType, Nullable.GetUnderlyingType(info.Type)])
            .OfType<Type>();

    private static string? ReadFaultOf(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.CreateObject is not null || info.PolymorphismOptions is not null)
        {
            return null;
        }

        if (info.Type.IsInterface || info.Type.IsAbstract)
        {
            return "it is abstract, so that no value can be made of JSON";
        }

        ConstructorInfo[] constructors = info.Type.GetConstructors();
        return constructors.Length == 1 || info.ConstructorAttributeProvider is not null
            ? null
            : "it has no constructor that System.Text.Json could use: the only public one, one without parameters, or one that is marked for it";
    }
}
