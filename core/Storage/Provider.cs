namespace Orleans.TaskFlow;

/// <summary>Something that provides a name: an atom's result or a part of it, or the values injected into the flow.</summary>
/// <param name="AtomName">The atom; <see langword="null"/> for the values that are in memory only.</param>
/// <param name="Key">The part that the name stands for.</param>
internal sealed record Provider(string? AtomName, ResultKey Key)
{
    /// <summary>Whether it was injected into the flow: such providers come before all atoms.</summary>
    public bool IsInjected => AtomName is null or IFlowStorage.InjectorName;

    /// <summary>For messages.</summary>
    public override string ToString() => AtomName switch
    {
        null => "the transient values",
        IFlowStorage.InjectorName => "the injected values",
        _ => Key == ResultKey.Whole ? $"atom '{FlowContents.Shown(AtomName)}'" : $"part {Key} of atom '{FlowContents.Shown(AtomName)}'",
    };
}
