using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Where the arguments of one call come from, as far as the flow itself says it.</summary>
internal sealed class ArgumentPlan
{
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="scope">The atoms that provide any of their symbols and always come before: levels of names, nearest first.</param>
    /// <param name="isProvided">Whether something in the scope, or the atom itself, has a value for a symbol.</param>
    public ArgumentPlan(
        ImmutableArray<AtomArgument> arguments, IReadOnlyList<IReadOnlyList<string>> scope, Func<string, bool> isProvided)
    {
        Mapping = arguments.ToFrozenDictionary(argument => argument.Name, argument => argument.Symbol, StringComparer.Ordinal);
        Optional = (string[])[.. arguments.Where(argument => argument.IsOptional).Select(argument => argument.Name)];
        Defaults = [.. arguments.Where(argument => argument is { IsOptional: true, Default: not null })];
        Scope = scope;
        Unprovided = arguments
            .Where(argument => !argument.IsOptional && !isProvided(argument.Symbol))
            .ToFrozenDictionary(argument => argument.Name, argument => argument.Symbol, StringComparer.Ordinal);
    }

    /// <summary>For each argument the name of its value.</summary>
    public FrozenDictionary<string, string> Mapping { get; }

    /// <summary>The arguments that may be left out.</summary>
    public IReadOnlyCollection<string> Optional { get; }

    /// <summary>Those of them that have a value for that case.</summary>
    public ImmutableArray<AtomArgument> Defaults { get; }

    public IReadOnlyList<IReadOnlyList<string>> Scope { get; }

    /// <summary>The arguments that only values from outside of the flow can satisfy.</summary>
    public FrozenDictionary<string, string> Unprovided { get; }
}
