using Microsoft.Extensions.Configuration;

namespace Orleans.TaskFlow;

/// <summary>A section of configuration that says which backend to use: one key for its name or URI, the others its options.</summary>
internal sealed class BackendSection
{
    /// <summary>The key of the backend's name or URI.</summary>
    public const string ConnectionKey = "connection";

    /// <param name="configuration">The section.</param>
    /// <param name="except">A key that is no option.</param>
    /// <exception cref="ArgumentException">A key is not a plain value.</exception>
    public BackendSection(IConfiguration configuration, string? except = null)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in configuration.GetChildren())
        {
            if (string.Equals(child.Key, except, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            options.Add(child.Key, child.Value ?? throw new ArgumentException($"The configuration key '{child.Path}' is not a plain value."));
        }

        Place = configuration is IConfigurationSection section ? $"the configuration section '{section.Path}'" : "the configuration";
        options.Remove(ConnectionKey, out string? connection);
        Connection = string.IsNullOrEmpty(connection)
            ? throw new ArgumentException(
                $"There is no '{ConnectionKey}' in {Place}: set it to a backend's name or URI, such as sqlite:///flows.db.")
            : connection;
        Options = options;
    }

    public string Place { get; }

    public string Connection { get; }

    public IReadOnlyDictionary<string, string> Options { get; }
}
