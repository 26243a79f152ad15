using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>Refuses options that are out of their range, when the host starts.</summary>
internal sealed class TaskFlowClientOptionsValidator : IValidateOptions<TaskFlowClientOptions>
{
    public ValidateOptionsResult Validate(string? name, TaskFlowClientOptions options) =>
        options.SessionLease >= TaskFlowClientOptions.MinSessionLease && options.SessionLease <= TaskFlowClientOptions.MaxSessionLease
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{nameof(TaskFlowClientOptions)}.{nameof(options.SessionLease)} is {options.SessionLease}; it has to be from {TaskFlowClientOptions.MinSessionLease} to {TaskFlowClientOptions.MaxSessionLease}.");
}
