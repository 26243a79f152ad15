using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>What makes a connection string a database of Orleans on MySQL or MariaDB.</summary>
internal static class MySqlDatabase
{
    /// <summary>What a silo asks of the driver where the operator says nothing else.</summary>
    private static readonly IReadOnlyDictionary<string, object> Defaults = new Dictionary<string, object>
    {
        ["Application Name"] = "taskflow-silo",
        // Callers wait for 30 seconds, and want to hear of a server that does not answer.
        ["Connection Timeout"] = 10u,
        ["Default Command Timeout"] = 15u,
        // A server takes some hundred connections, of all silos together; more of them are no faster.
        ["Maximum Pool Size"] = 20u,
    };

    /// <inheritdoc cref="OrleansSchema.Parse"/>
    public static OrleansDatabase Parse(string connectionString)
    {
        MySqlConnectionStringBuilder options;
        try
        {
            options = new MySqlConnectionStringBuilder(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new ArgumentException(
                "A connection string of MySqlConnector is needed, such as Server=db;Database=taskflow;User ID=taskflow;Password=..., and this one has a part that it does not know.",
                unreadable);
        }

        if (string.IsNullOrWhiteSpace(options.Server) || string.IsNullOrWhiteSpace(options.Database))
        {
            throw new ArgumentException("A connection string of MySqlConnector is needed that names Server and Database.");
        }

        foreach (var (key, value) in Defaults)
        {
            if (!options.ContainsKey(key))
            {
                options[key] = value;
            }
        }

        return new OrleansDatabase(
            MySqlSchema.Instance, options.ToString(), $"MySQL database {options.Database} at {options.Server}:{options.Port}");
    }
}
