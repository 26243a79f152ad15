namespace Orleans.TaskFlow;

/// <summary>A flow's storage that may be able to change several atoms in one commit of its store.</summary>
internal interface IJointStorage : IFlowStorage
{
    /// <summary>Whether it can. Where the store would take more than one commit, it is better to make changes one by one.</summary>
    bool JoinsChanges { get; }

    /// <summary>Saves what atoms returned, and which states others are in: all of it, or nothing.</summary>
    /// <param name="saves">An atom once at most.</param>
    /// <inheritdoc cref="IFlowStorage.SaveAsync"/>
    Task SaveTogetherAsync(IReadOnlyList<AtomSave> saves);
}
