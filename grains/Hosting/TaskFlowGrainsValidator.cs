using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Stops a silo from starting with options out of their range, or without a store for its records.</summary>
internal sealed class TaskFlowGrainsValidator(
    IOptions<TaskFlowGrainOptions> options, IOptions<SiloMessagingOptions> messaging, IServiceProvider services) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        TaskFlowGrainOptions set = options.Value;
        Require(set.Attempts >= 1, nameof(set.Attempts), set.Attempts, "at least 1");
        Require(set.AttemptDelay >= TimeSpan.Zero, nameof(set.AttemptDelay), set.AttemptDelay, "not negative");
        TimeSpan limit = messaging.Value.ResponseTimeout;
        Require(
            set.AttemptDelay == TimeSpan.Zero || (set.Attempts - 1) < limit / set.AttemptDelay,
            nameof(set.AttemptDelay),
            set.AttemptDelay,
            $"so short that {set.Attempts} attempts are over before callers give up, after {limit}");
        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(GrainTables)) && services.GetKeyedService<IGrainStorage>(TaskFlowGrainStorage.Name) is null)
        {
            throw new OrleansConfigurationException(
                $"The silo has no grain storage named '{TaskFlowGrainStorage.Name}', where logbooks and flows are kept. Register one under that name, such as AddAdoNetGrainStorage(TaskFlowGrainStorage.Name, ...) or, for tests, AddMemoryGrainStorage(TaskFlowGrainStorage.Name); or keep them in tables with AddTaskFlowTables.");
        }
    }

    private static void Require(bool met, string name, object value, string allowed)
    {
        if (!met)
        {
            throw new OrleansConfigurationException($"{nameof(TaskFlowGrainOptions)}.{name} is {value}; it has to be {allowed}.");
        }
    }
}
