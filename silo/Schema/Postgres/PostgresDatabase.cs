using System.Data.Common;
using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>What makes a connection string a database of Orleans on PostgreSQL.</summary>
internal static class PostgresDatabase
{
    /// <summary>What a silo asks of the driver where the operator says nothing else.</summary>
    private static readonly IReadOnlyDictionary<string, object> Defaults = new Dictionary<string, object>
    {
        ["Application Name"] = "taskflow-silo",
        // Callers wait for 30 seconds, and want to hear of a server that does not answer.
        ["Timeout"] = 10,
        ["Command Timeout"] = 15,
        // A server takes some hundred connections, of all silos together; more of them are no faster.
        ["Maximum Pool Size"] = 20,
        // The statements are always the same ones, and leave no state behind on a connection.
        ["Max Auto Prepare"] = 20,
        ["No Reset On Close"] = true,
    };

    /// <inheritdoc cref="OrleansSchema.Parse"/>
    public static OrleansDatabase Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder options;
        try
        {
            options = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new ArgumentException(
                "A connection string of Npgsql is needed, such as Host=db;Database=taskflow;Username=taskflow;Password=..., and this one has a part that it does not know.",
                unreadable);
        }

        if (string.IsNullOrWhiteSpace(options.Host) || string.IsNullOrWhiteSpace(options.Database))
        {
            throw new ArgumentException("A connection string of Npgsql is needed that names Host and Database.");
        }

        foreach (var (key, value) in Defaults)
        {
            if (!((DbConnectionStringBuilder)options).ShouldSerialize(key))
            {
                options[key] = value;
            }
        }

        return new OrleansDatabase(
            PostgresSchema.Instance, options.ToString(), $"PostgreSQL database {options.Database} at {options.Host}:{options.Port}");
    }
}
