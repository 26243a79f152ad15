using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Stops a silo from starting without a database for its tables, or with two places for its records.</summary>
internal sealed class TaskFlowTablesValidator(IOptions<TaskFlowTablesOptions> options, IServiceProvider services) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        if ((options.Value.Backend is null) == (options.Value.CreateBackend is null))
        {
            throw new OrleansConfigurationException(
                $"The silo's tables need one database: set either {Option(nameof(options.Value.Backend))}, such as sqlite:////var/flows.db or postgresql://user@host/database, or {Option(nameof(options.Value.CreateBackend))}.");
        }

        if (Made() is not ISqlBackend)
        {
            throw new OrleansConfigurationException(
                $"{Option(options.Value.Backend is null ? nameof(options.Value.CreateBackend) : nameof(options.Value.Backend))} names a backend without tables; it has to be one of SQLite, PostgreSQL or MySQL.");
        }

        if (services.GetKeyedService<IGrainStorage>(TaskFlowGrainStorage.Name) is not null)
        {
            throw new OrleansConfigurationException(
                $"The silo has tables for logbooks and flows, and a grain storage named '{TaskFlowGrainStorage.Name}' besides. Remove AddTaskFlowTables or the storage.");
        }
    }

    private static string Option(string name) => $"{nameof(TaskFlowTablesOptions)}.{name}";

    private IBackend Made()
    {
        try
        {
            return services.GetRequiredKeyedService<IBackend>(TaskFlowGrainStorage.Name);
        }
        catch (Exception error) when (error is ArgumentException or NotFoundException)
        {
            throw new OrleansConfigurationException($"{Option(nameof(options.Value.Backend))} cannot be used: {error.Message}", error);
        }
    }
}
