using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Answers for this silo.</summary>
internal sealed class DeclaredFlowsService(GrainId id, Silo silo, ILoggerFactory loggers, IServiceProvider services)
    : GrainService(id, silo, loggers), IDeclaredFlowsService
{
    private readonly Listing<string> _names = new([.. services.GetService<EngineHost>()?.Factories.Names ?? []]);

    public ValueTask<Listing<string>> GetNamesAsync() => new(_names);
}
