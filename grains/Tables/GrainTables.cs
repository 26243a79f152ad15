using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>The database that the grains of this silo keep logbooks in, in the seeds' tables.</summary>
internal sealed class GrainTables([FromKeyedServices(TaskFlowGrainStorage.Name)] IBackend backend, TimeProvider time) : IFlowKeeping
{
    public ISqlStore Store { get; } = ((ISqlBackend)backend).Store;

    /// <summary>Writes over whatever is there.</summary>
    public IConnection Connection { get; } = backend.Connect();

    public async Task<IBackend> TakeAsync(string flowUuid) => await OwnedFlow.TakeAsync(Store, flowUuid, time);

    /// <summary>Reads in one statement.</summary>
    public ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read) => Store.ReadAsync(read, together: false, CancellationToken.None);

    /// <summary>Reads in several statements as of one moment.</summary>
    public ValueTask<T> ReadTogetherAsync<T>(Func<ISqlSession, ValueTask<T>> read) => Store.ReadAsync(read, together: true, CancellationToken.None);
}
