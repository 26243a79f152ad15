namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>
/// Something that a writer does to a flow over and over, numbered from 1. What is stored tells which number was the last, so a reader
/// finds out whether a call is there that was acknowledged.
/// </summary>
internal abstract class Deed
{
    public abstract string Name { get; }

    /// <summary>The atoms that it needs.</summary>
    public virtual IReadOnlyList<AtomDeclaration> Atoms => [];

    /// <summary>Makes the call with that number; the one before has been made.</summary>
    public abstract Task DoAsync(IFlowStorage storage, int number);

    /// <summary>The number of the last call that the flow shows, 0 for none.</summary>
    /// <exception cref="InvalidDataException">What is there is not whole, or one of the calls before is missing.</exception>
    public abstract Task<int> ReadAsync(IFlowStorage storage);
}
