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
        // What comes after a pause need not wait for a new one.
        ["Minimum Pool Size"] = 1,
        // A record of some size goes out at once, and not in parts that the server waits for.
        ["Write Buffer Size"] = 64 * 1024,
        ["Read Buffer Size"] = 64 * 1024,
        // The statements are always the same ones, and leave no state behind on a connection.
        ["Max Auto Prepare"] = 20,
        ["No Reset On Close"] = true,
    };

    // The driver hands connections out in turn, and a server is slower on one that it has not just served: what a burst leaves over is closed.
    // The one may not be shorter than the other, so that they stand or fall together.
    private static readonly IReadOnlyDictionary<string, object> Pruning = new Dictionary<string, object>
    {
        ["Connection Idle Lifetime"] = 2,
        ["Connection Pruning Interval"] = 1,
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

        bool isSaid(string key) => ((DbConnectionStringBuilder)options).ShouldSerialize(key);
        foreach (var (key, value) in Pruning.Keys.Any(isSaid) ? Defaults : Defaults.Concat(Pruning))
        {
            if (!isSaid(key))
            {
                options[key] = value;
            }
        }

        return new OrleansDatabase(
            PostgresSchema.Instance, options.ToString(), $"PostgreSQL database {options.Database} at {options.Host}:{options.Port}");
    }
}
