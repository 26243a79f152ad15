namespace Orleans.TaskFlow;

/// <summary>A connection that can write several atoms as one.</summary>
internal interface IJointConnection : IConnection
{
    /// <summary>
    /// Whether the store takes them in one commit, beside the writes of others. Where it does not, it is better to write them one by one.
    /// </summary>
    bool JoinsAtoms { get; }

    /// <summary>Saves atoms that are stored already: all of them, or none.</summary>
    /// <returns>The atoms as stored, in the same order.</returns>
    /// <exception cref="NotFoundException">One is not there.</exception>
    /// <exception cref="StaleWriteException">One was changed by somebody else since this connection read it.</exception>
    Task<IReadOnlyList<AtomDetail>> UpdateAtomDetailsAsync(IReadOnlyList<AtomDetail> atoms, CancellationToken cancellationToken = default);
}
