using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>
/// Reads the options from a section: <c>connection</c>, <c>storage:attempts</c>, <c>storage:attemptDelay</c>; every other key is an
/// option of the backend.
/// </summary>
internal sealed class TaskFlowOptionsFromConfiguration(IConfiguration configuration) : IConfigureOptions<TaskFlowOptions>
{
    private const string StorageKey = "storage";

    public void Configure(TaskFlowOptions options)
    {
        try
        {
            Read(options);
        }
        catch (ArgumentException error)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TaskFlowOptions), [error.Message]);
        }
    }

    private void Read(TaskFlowOptions options)
    {
        var section = new BackendSection(configuration, except: StorageKey);
        options.Connection = section.Connection;
        foreach (var (name, value) in section.Options)
        {
            options.BackendOptions[name] = value;
        }

        foreach (IConfigurationSection child in configuration.GetSection(StorageKey).GetChildren())
        {
            Read(options.Storage, child);
        }
    }

    private static void Read(FlowStorageOptions storage, IConfigurationSection child)
    {
        string value = child.Value ?? "";
        if (string.Equals(child.Key, nameof(storage.Attempts), StringComparison.OrdinalIgnoreCase))
        {
            storage.Attempts = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int attempts)
                ? attempts
                : throw new ArgumentException($"The configuration key '{child.Path}' is '{value}', which is not a whole number from 1 on.");
        }
        else if (string.Equals(child.Key, nameof(storage.AttemptDelay), StringComparison.OrdinalIgnoreCase))
        {
            storage.AttemptDelay = DurationText.Parse($"configuration key '{child.Path}'", value);
        }
        else
        {
            throw new ArgumentException(
                $"There is no configuration key '{child.Path}'; the storage has {nameof(storage.Attempts)} and {nameof(storage.AttemptDelay)}.");
        }
    }
}
