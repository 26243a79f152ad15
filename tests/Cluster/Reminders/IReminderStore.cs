namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A kind of store that can keep reminders.</summary>
public interface IReminderStore
{
    /// <summary>A store that nobody has used; its server is started if none runs.</summary>
    /// <returns>What gives a silo its reminders there, as the silo's program does.</returns>
    Task<Action<ISiloBuilder>> CreateAsync();
}
