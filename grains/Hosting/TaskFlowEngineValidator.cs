using Microsoft.Extensions.Options;

namespace Orleans.Hosting;

/// <summary>Stops a silo from starting with engines whose options are out of their range.</summary>
internal sealed class TaskFlowEngineValidator(IOptions<TaskFlowEngineOptions> options) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        TaskFlowEngineOptions set = options.Value;
        Require(set.MaxTasks >= 1, nameof(set.MaxTasks), set.MaxTasks, "at least 1");
        Require(set.MaxFlows is null or >= 1, nameof(set.MaxFlows), set.MaxFlows, "at least 1, or null");
        Require(set.Engine.MaxDegreeOfParallelism >= 1, $"{nameof(set.Engine)}.{nameof(set.Engine.MaxDegreeOfParallelism)}", set.Engine.MaxDegreeOfParallelism, "at least 1");
        Require(set.PickUpPeriod >= TaskFlowEngineOptions.MinPickUpPeriod, nameof(set.PickUpPeriod), set.PickUpPeriod, $"at least {TaskFlowEngineOptions.MinPickUpPeriod}");
        Require(set.FirstDelay > TimeSpan.Zero, nameof(set.FirstDelay), set.FirstDelay, "more than nothing");
        Require(set.LongestDelay >= set.FirstDelay, nameof(set.LongestDelay), set.LongestDelay, $"at least {nameof(set.FirstDelay)}, {set.FirstDelay}");
        Require(set.StopTimeout >= TimeSpan.Zero, nameof(set.StopTimeout), set.StopTimeout, "not negative");
    }

    private static void Require(bool met, string name, object? value, string allowed)
    {
        if (!met)
        {
            throw new OrleansConfigurationException($"{nameof(TaskFlowEngineOptions)}.{name} is {value}; it has to be {allowed}.");
        }
    }
}
