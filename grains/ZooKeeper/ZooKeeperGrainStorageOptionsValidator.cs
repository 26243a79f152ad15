using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.TaskFlow;

/// <summary>Keeps a silo from starting with options that cannot work.</summary>
internal sealed class ZooKeeperGrainStorageOptionsValidator(IOptionsMonitor<ZooKeeperGrainStorageOptions> options, string name) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        try
        {
            ZooKeeperOptionsCheck.Check(options.Get(name).ToBackendOptions());
        }
        catch (ArgumentException error)
        {
            throw new OrleansConfigurationException($"The ZooKeeper grain storage '{name}' is not configured rightly: {error.Message}", error);
        }
    }
}
