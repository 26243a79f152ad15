using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What the declaration of a task in a flow says beyond its code.</summary>
internal sealed record TaskTerms
{
    // Before the terms that begin with it.
    private static readonly ImmutableDictionary<string, string> _noSymbols = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    public static readonly TaskTerms None = new();

    /// <summary>The symbols of arguments, of execution and revert; and those that only the revert has otherwise.</summary>
    public ImmutableDictionary<string, string> Rebound { get; init; } = _noSymbols;

    /// <inheritdoc cref="Rebound"/>
    public ImmutableDictionary<string, string> ReboundForRevert { get; init; } = _noSymbols;

    /// <summary>Symbols that it needs besides its parameters.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Values of its own, by argument.</summary>
    public ImmutableDictionary<string, Document> Injected { get; init; } = ImmutableDictionary.Create<string, Document>(StringComparer.Ordinal);

    /// <summary>What it provides; <see langword="null"/> for what its code says.</summary>
    public ImmutableDictionary<string, ResultKey>? Provided { get; init; }

    public ImmutableArray<ITaskHooks> Hooks { get; init; } = [];

    public string? Version { get; init; }

    public int Priority { get; init; }

    public TimeSpan? Timeout { get; init; }

    public AtomContract ContractFor(TaskCode code)
    {
        ImmutableArray<AtomArgument> arguments =
        [
            .. code.Arguments.Select(argument => Of(argument, Rebound)),
            .. Required.Where(symbol => code.Arguments.All(argument => argument.Name != symbol)).Select(symbol => new AtomArgument(symbol)),
        ];
        ImmutableArray<AtomArgument> ofRevert = [.. code.RevertArguments.Select(argument => Of(argument, Rebound.SetItems(ReboundForRevert)))];
        return new AtomContract
        {
            Arguments = arguments,
            RevertArguments = ofRevert,
            Injected = Injected
                .SelectMany(pair => arguments.Concat(ofRevert)
                    .Where(argument => argument.Name == pair.Key)
                    .Select(argument => KeyValuePair.Create(argument.Symbol, pair.Value)))
                .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                .ToImmutableDictionary(StringComparer.Ordinal),
            Provides = Provided
                ?? (code.Provides is { IsEmpty: false } symbols ? code.Result.KeysOf(symbols.AsSpan(), code.Subject) : code.Result.Defaults),
            Version = Version,
            Priority = Priority,
            Timeout = Timeout,
        };
    }

    private static AtomArgument Of(ArgumentReader argument, ImmutableDictionary<string, string> rebound) =>
        new(argument.Name, rebound.GetValueOrDefault(argument.Name, argument.Symbol)) { IsOptional = argument.IsOptional };
}
