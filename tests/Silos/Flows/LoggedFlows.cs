using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Silos.Flows;

/// <summary>The flows of this assembly.</summary>
public sealed class LoggedFlows : IFlowModule
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddFlow("logged", (LoggedFlow flow) => flow.Draw());
}
