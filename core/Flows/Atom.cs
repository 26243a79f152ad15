using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// A unit of work that makes a flow progress: a task, or the retry of a flow. It is a declaration: what is recorded of it while a
/// flow runs is an <see cref="AtomDetail"/>.
/// </summary>
public abstract class Atom : FlowItem
{
    private readonly Lazy<(FrozenSet<string> Requires, FrozenSet<string> Provides)> _symbols;

    private protected Atom(string name, AtomContract? contract)
        : base(name)
    {
        Contract = contract ?? AtomContract.Empty;
        _symbols = new(SymbolsOf);
    }

    /// <summary>Whether it is a task or a retry.</summary>
    public abstract AtomKind Kind { get; }

    /// <summary>What it needs and what it provides.</summary>
    public AtomContract Contract { get; private protected set; }

    /// <summary>The symbols of its arguments, of execution and of revert, that are neither optional nor injected.</summary>
    public override IReadOnlySet<string> Requires => _symbols.Value.Requires;

    /// <inheritdoc/>
    public override IReadOnlySet<string> Provides => _symbols.Value.Provides;

    /// <summary>What messages call it: its kind and its name.</summary>
    internal string Label => $"{Kind.ToWord()} '{Name}'";

    /// <summary>The arguments of its revert.</summary>
    internal ImmutableArray<AtomArgument> RevertArguments => Contract.RevertArguments ?? Contract.Arguments;

    /// <summary>What storage has to know of it.</summary>
    internal AtomDeclaration Declaration => new(Name, Kind) { SaveAs = Contract.Provides, Version = Contract.Version };

    /// <summary>What the services of a host lack that this atom needs; none if they have everything, or cannot tell.</summary>
    internal virtual IEnumerable<string> Lacks(IServiceProvider? services) => [];

    private (FrozenSet<string> Requires, FrozenSet<string> Provides) SymbolsOf() => (
        Contract.Arguments.Concat(RevertArguments)
            .Where(argument => !argument.IsOptional && !Contract.Injected.ContainsKey(argument.Symbol))
            .Select(argument => argument.Symbol)
            .ToFrozenSet(StringComparer.Ordinal),
        Contract.Provides.Keys.ToFrozenSet(StringComparer.Ordinal));
}
