namespace Orleans.TaskFlow;

/// <summary>A database cannot hold Orleans' tables. The message is for the operator: which database, and why.</summary>
internal sealed class OrleansSchemaException(OrleansDatabase database, string reason, Exception? cause = null)
    : Exception($"{database.Description} cannot be used: {reason}", cause);
