namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A grain that has itself reminded.</summary>
public interface IRemindedGrain : IGrainWithStringKey
{
    Task RegisterAsync(string reminder, TimeSpan dueTime, TimeSpan period);

    /// <summary>Ends a reminder, if there is one.</summary>
    Task UnregisterAsync(string reminder);
}
