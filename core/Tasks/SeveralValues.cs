using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>The arguments of a task over several values: one for each symbol, of that name.</summary>
internal static class SeveralValues
{
    /// <exception cref="TaskDeclarationException">They are too few, or one of them stands twice, or they cannot be of that type.</exception>
    public static ImmutableArray<TypedArgument<TValue>> Arguments<TValue>(ReadOnlySpan<string> symbols, int atLeast, string subject)
    {
        if (symbols.Length < atLeast)
        {
            throw new TaskDeclarationException($"{subject} needs the symbols of at least {atLeast} values, and has {symbols.Length}.");
        }

        if (JsonShape.Of(typeof(TValue)).ReadFault is { } fault)
        {
            throw new TaskDeclarationException($"{subject} cannot take values of {TypeName.Full(typeof(TValue))}: {fault}.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string symbol in symbols)
        {
            ArgumentException.ThrowIfNullOrEmpty(symbol, nameof(symbols));
            if (!seen.Add(symbol))
            {
                throw new TaskDeclarationException($"{subject} takes the value '{symbol}' twice.");
            }
        }

        // What function takes a null is not known: the type alone does not say it of a reference.
        return [.. symbols.ToArray().Select(symbol => new TypedArgument<TValue>(symbol))];
    }
}
