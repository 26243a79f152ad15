namespace Orleans.TaskFlow;

/// <summary>Types as C# writes them, for messages and for the names of tasks.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
    };

    /// <summary>The type with its namespace, but for those of C# itself.</summary>
    public static string Full(Type type) => type switch
    {
        _ when _keywords.TryGetValue(type, out string? keyword) => keyword,
        { IsArray: true } => Full(type.GetElementType()!) + "[]",
        _ when Nullable.GetUnderlyingType(type) is { } value => Full(value) + "?",
        _ when JsonShape.IsTuple(type) => $"({string.Join(", ", TupleItems.Types(type).Select(Full))})",
        { DeclaringType: { } outer, IsGenericParameter: false } => $"{Full(outer)}.{Short(type, Full)}",
        { Namespace: { Length: > 0 } space } => $"{space}.{Short(type, Full)}",
        _ => Short(type, Full),
    };

    /// <summary>The type alone.</summary>
    public static string Short(Type type) => _keywords.TryGetValue(type, out string? keyword) ? keyword : Short(type, Short);

    private static string Short(Type type, Func<Type, string> argument)
    {
        int end = type.Name.IndexOf('`', StringComparison.Ordinal);
        return end < 0 ? type.Name : $"{type.Name[..end]}<{string.Join(", ", type.GetGenericArguments().Select(argument))}>";
    }
}
