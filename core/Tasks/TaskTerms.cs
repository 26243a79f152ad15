using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What the declaration of a task or a retry in a flow says beyond its code.</summary>
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

    /// <exception cref="ArgumentException">One of them is null or empty.</exception>
    public static void CheckSymbols(ReadOnlySpan<string> symbols)
    {
        foreach (string symbol in symbols)
        {
            ArgumentException.ThrowIfNullOrEmpty(symbol, nameof(symbols));
        }
    }

    /// <exception cref="TaskDeclarationException">There is no such argument.</exception>
    public static void Known(string subject, string argument, ImmutableArray<ArgumentReader> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(argument);
        if (arguments.All(candidate => candidate.Name != argument))
        {
            string known = arguments.IsEmpty ? "it has none" : string.Join(", ", arguments.Select(candidate => $"'{candidate.Name}'").Distinct());
            throw new TaskDeclarationException($"{subject} has no argument '{argument}'; known are: {known}.");
        }
    }

    /// <exception cref="TaskDeclarationException">There is no such argument.</exception>
    public TaskTerms Rebinding(TaskCode code, string subject, string argument, string symbol)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        Known(subject, argument, [.. code.Arguments, .. code.RevertArguments]);
        return this with { Rebound = Rebound.SetItem(argument, symbol) };
    }

    /// <exception cref="TaskDeclarationException">There is no such argument, or the value does not fit it.</exception>
    public TaskTerms Injecting(TaskCode code, string subject, string argument, Document value)
    {
        ImmutableArray<ArgumentReader> arguments = [.. code.Arguments, .. code.RevertArguments];
        if (!Required.Contains(argument))
        {
            Known(subject, argument, arguments);
        }

        foreach (ArgumentReader reader in arguments.Where(candidate => candidate.Name == argument))
        {
            if (reader.FaultOf(value) is { } fault)
            {
                throw new TaskDeclarationException($"{subject} cannot have this value injected: argument '{argument}' {fault}.");
            }
        }

        return this with { Injected = Injected.SetItem(argument, value) };
    }

    public TaskTerms Providing(ImmutableDictionary<string, ResultKey> provided) =>
        this with { Provided = (Provided ?? ImmutableDictionary.Create<string, ResultKey>(StringComparer.Ordinal)).SetItems(provided) };

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
