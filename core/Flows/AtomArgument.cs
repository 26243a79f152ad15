namespace Orleans.TaskFlow;

/// <summary>One argument of an atom.</summary>
/// <param name="Name">The argument's name, unique among those of one call.</param>
/// <param name="Symbol">The name of the value that it gets.</param>
public sealed record AtomArgument(string Name, string Symbol)
{
    /// <summary>An argument that gets the value of its own name.</summary>
    public AtomArgument(string name)
        : this(name, name)
    {
    }

    /// <summary>Whether the atom can do without it: where nothing provides the symbol, it gets <see cref="Default"/>.</summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// What an optional argument gets where nothing provides its symbol; <see langword="null"/> to leave it out of the call.
    /// </summary>
    public Document? Default { get; init; }
}
