namespace Orleans.TaskFlow;

/// <summary>What a flow is made of: atoms and other flows. Immutable, and safe for use in many flows and by many threads.</summary>
public abstract class FlowItem
{
    private protected FlowItem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Its name: of an atom unique in the whole flow, of a flow for people.</summary>
    public string Name { get; private protected set; }

    /// <summary>The symbols that it needs from outside of itself.</summary>
    public abstract IReadOnlySet<string> Requires { get; }

    /// <summary>The symbols that it provides to others.</summary>
    public abstract IReadOnlySet<string> Provides { get; }

    /// <summary>What it is, and its name.</summary>
    public override string ToString() => $"{GetType().Name} '{Name}'";
}
