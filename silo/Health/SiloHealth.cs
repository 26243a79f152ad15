using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Orleans.TaskFlow;

/// <summary>The HTTP endpoints that say whether the process lives, and whether it is ready for calls.</summary>
internal static class SiloHealth
{
    /// <summary>Whether the process answers at all: no store and no other silo is asked, so that their trouble restarts nobody.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Whether the silo has become an active member; no store is asked.</summary>
    public const string StartedPath = "/health/started";

    /// <summary>Whether the silo is an active member and its databases answer.</summary>
    public const string ReadyPath = "/health/ready";

    private const string Silo = "silo";

    public static void AddSiloHealth(this WebApplicationBuilder builder, SiloSettings settings)
    {
        // Reachable from where the silo is: a silo for this machine alone answers to this machine alone.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (settings.AdvertisedIP is { } advertised && IPAddress.IsLoopback(advertised))
            {
                kestrel.Listen(advertised, settings.HealthPort);
            }
            else
            {
                kestrel.ListenAnyIP(settings.HealthPort);
            }
        });

        var checks = builder.Services.AddHealthChecks().AddCheck<SiloReadiness>(Silo);
        if (settings.Storage.Tables is { } tables)
        {
            checks.AddCheck("storage", new TablesReadiness(tables));
        }

        AddDatabase("storage", settings.Storage.Records);
        AddDatabase("clustering", settings.Clustering.Database);
        AddZooKeeper("storage", settings.Storage.ZooKeeper);
        AddZooKeeper("clustering", settings.Clustering.ZooKeeper);

        void AddZooKeeper(string name, ZooKeeperServers? servers)
        {
            if (servers is not null)
            {
                checks.AddCheck(name, new ZooKeeperReadiness(servers));
            }
        }

        void AddDatabase(string name, OrleansDatabase? database)
        {
            if (database is not null)
            {
                checks.AddCheck(name, new DatabaseReadiness(database));
            }
        }
    }

    public static void MapSiloHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(StartedPath, new HealthCheckOptions { Predicate = check => check.Name == Silo });
        app.MapHealthChecks(ReadyPath);
    }
}
