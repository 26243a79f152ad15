namespace Orleans.TaskFlow;

/// <summary>A backend on a database that holds the three tables.</summary>
internal interface ISqlBackend : IFencingBackend
{
    ISqlStore Store { get; }

    /// <summary>
    /// What <see cref="IConnection.UpgradeAsync"/> does to an empty database, for those who do it themselves: statements without their ends.
    /// On a database of this version they change nothing.
    /// </summary>
    IReadOnlyList<string> Script { get; }
}
