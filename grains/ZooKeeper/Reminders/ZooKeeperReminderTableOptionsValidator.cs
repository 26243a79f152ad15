using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.TaskFlow;

/// <summary>Keeps a silo from starting with options that cannot work.</summary>
internal sealed class ZooKeeperReminderTableOptionsValidator(IOptions<ZooKeeperReminderTableOptions> options) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        try
        {
            ZooKeeperOptionsCheck.Check(options.Value.ToBackendOptions());
        }
        catch (ArgumentException error)
        {
            throw new OrleansConfigurationException($"The reminders on ZooKeeper are not configured rightly: {error.Message}", error);
        }
    }
}
