using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>What one registration of TaskFlow says of the options: known from what others configure, for the next one to take away.</summary>
internal sealed class RegisteredOptions(IConfigureOptions<TaskFlowOptions> configure) : IConfigureOptions<TaskFlowOptions>
{
    public void Configure(TaskFlowOptions options) => configure.Configure(options);
}
