using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>Finds what is wrong with the options, as far as that is possible without opening anything.</summary>
internal sealed class TaskFlowOptionsValidator : IValidateOptions<TaskFlowOptions>
{
    public ValidateOptionsResult Validate(string? name, TaskFlowOptions options)
    {
        string?[] failures = [Failure(() => Backends.Prepare(options.Address)), Failure(options.Storage.Validate), Failure(options.Runner.Validate)];
        string[] found = [.. failures.OfType<string>()];
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Failure(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception error) when (error is ArgumentException or TaskFlowException)
        {
            return error.Message;
        }
    }
}
