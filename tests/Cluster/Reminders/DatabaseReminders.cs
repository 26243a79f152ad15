namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reminders in the tables of Orleans.</summary>
public sealed class DatabaseReminders<TKind> : IReminderStore
    where TKind : IDatabaseKind, new()
{
    public async Task<Action<ISiloBuilder>> CreateAsync()
    {
        var kind = new TKind();
        OrleansDatabase database = OrleansSchema.Find(kind.Invariant)!.Parse(await kind.CreateAsync());
        await database.EnsureSchemaAsync(CancellationToken.None);
        return silo => silo.AddTaskFlowReminders(database);
    }
}
