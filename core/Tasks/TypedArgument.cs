namespace Orleans.TaskFlow;

/// <summary>Reads the values of one parameter as the type that it has.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="symbol">The name of its value.</param>
/// <param name="isOptional">Whether it has a default.</param>
/// <param name="default">The default.</param>
/// <param name="mayBeNull">Whether its type admits null.</param>
internal sealed class TypedArgument<T>(string name, string symbol, bool isOptional, T? @default, bool mayBeNull)
    : ArgumentReader(name, symbol, isOptional)
{
    public TypedArgument(string name)
        : this(name, name, isOptional: false, @default: default, mayBeNull: true)
    {
    }

    public T? Read(TaskFrame frame)
    {
        if (!frame.Call.Arguments.TryGetValue(Name, out Document? value))
        {
            return IsOptional
                ? @default
                : throw new NotFoundException($"Argument '{Name}' (symbol '{frame.SymbolOf(Name)}') of {frame.Owner} has no value.");
        }

        T? read = TryRead(value, out Exception? error);
        return error is null && (read is not null || mayBeNull) ? read : throw Misfit(frame, value, error);
    }

    public override string? FaultOf(Document value)
    {
        T? read = TryRead(value, out Exception? error);
        return error is null && (read is not null || mayBeNull) ? null : Wanted(value, error);
    }

    private static T? TryRead(Document value, out Exception? error)
    {
        try
        {
            error = null;
            return ValueForm<T>.Read(value);
        }
        catch (Exception caught)
        {
            error = caught is InvalidFormatException { InnerException: { } inner } ? inner : caught;
            return default;
        }
    }

    private static string Wanted(Document value, Exception? error) =>
        $"has to be {TypeName.Full(typeof(T))}, but its value is of JSON kind {value.Kind}{JsonShape.Of(typeof(T)).PlaceOf(error)}";

    private InvalidFormatException Misfit(TaskFrame frame, Document value, Exception? error) => new(
        $"Argument '{Name}' (symbol '{frame.SymbolOf(Name)}') of {frame.Owner} {Wanted(value, error)}.",
        JsonShape.CauseOf(error));
}
