namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Tells the test of each reminder that it gets.</summary>
public sealed class RemindedGrain(Reminded reminded) : Grain, IRemindedGrain, IRemindable
{
    public Task RegisterAsync(string reminder, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(reminder, dueTime, period);

    public async Task UnregisterAsync(string reminder)
    {
        if (await this.GetReminder(reminder) is { } registered)
        {
            await this.UnregisterReminder(registered);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminded.Tell($"{this.GetPrimaryKeyString()}: {reminderName}");
        return Task.CompletedTask;
    }
}
