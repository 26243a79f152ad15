using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What an atom asks of its flow, and what it gives to it. Immutable; changed by <c>with</c>.</summary>
public sealed record AtomContract
{
    /// <summary>Needs nothing, provides nothing.</summary>
    public static AtomContract Empty { get; } = new();

    /// <summary>The arguments of its execution.</summary>
    /// <exception cref="ArgumentException">Two of them have one name.</exception>
    public ImmutableArray<AtomArgument> Arguments
    {
        get;
        init => field = Checked(value);
    } = [];

    /// <summary>The arguments of its revert; <see langword="null"/> for those of its execution.</summary>
    /// <exception cref="ArgumentException">Two of them have one name.</exception>
    public ImmutableArray<AtomArgument>? RevertArguments
    {
        get;
        init => field = value is { } arguments ? Checked(arguments) : null;
    }

    /// <summary>Values of its own, by symbol, which come before all others.</summary>
    public ImmutableDictionary<string, Document> Injected
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ImmutableDictionary<string, Document>.Empty;

    /// <summary>The symbols under which others find its result, each with the part of the result that it stands for (the seeds' <c>save_as</c>).</summary>
    public ImmutableDictionary<string, ResultKey> Provides
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ImmutableDictionary<string, ResultKey>.Empty;

    /// <summary>Which version of the atom this is; noted in the detail when that is made. <see langword="null"/> for none.</summary>
    public string? Version { get; init; }

    /// <summary>Of the atoms that are ready at the same time, those with the greater number start first.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// How long each call of the atom may take: its execution, its revert, and a retry's decision; <see langword="null"/> for what
    /// <see cref="FlowEngineOptions.AtomTimeout"/> says, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as long as it likes.
    /// </summary>
    /// <remarks>
    /// When the time is over, the call's token is cancelled. What it throws then is its failure with a <see cref="TimeoutException"/>
    /// around it; what it returns all the same counts. If it has not come back <see cref="FlowEngineOptions.CancellationGrace"/> later, the
    /// engine goes on without it: the atom has failed with a <see cref="TimeoutException"/>, and is reverted or tried again as after any
    /// failure, while its code may still be running. What that returns or reports afterwards is dropped.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is neither infinite nor from a millisecond to 45 days.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is { } limit ? TimeLimit.CheckedTimeout(limit, nameof(Timeout)) : null;
    }

    /// <summary>A contract of arguments that each get the value of their own name.</summary>
    public static AtomContract Requiring(params ReadOnlySpan<string> symbols) => Empty.AndRequiring(symbols);

    /// <summary>This contract, with further arguments that each get the value of their own name.</summary>
    public AtomContract AndRequiring(params ReadOnlySpan<string> symbols)
    {
        var arguments = Arguments.ToBuilder();
        foreach (string symbol in symbols)
        {
            arguments.Add(new AtomArgument(symbol));
        }

        return this with { Arguments = arguments.ToImmutable() };
    }

    /// <summary>This contract, with the whole result known by a symbol, too.</summary>
    public AtomContract Providing(string symbol) => this with { Provides = Provides.SetItem(symbol, ResultKey.Whole) };

    private static ImmutableArray<AtomArgument> Checked(ImmutableArray<AtomArgument> arguments)
    {
        if (arguments.IsDefault)
        {
            return [];
        }

        var names = new HashSet<string>(arguments.Length, StringComparer.Ordinal);
        foreach (AtomArgument argument in arguments)
        {
            ArgumentNullException.ThrowIfNull(argument, nameof(arguments));
            if (!names.Add(argument.Name))
            {
                throw new ArgumentException($"There are two arguments '{argument.Name}'; each needs a name of its own.", nameof(arguments));
            }
        }

        return arguments;
    }
}
