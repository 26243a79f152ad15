using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow;

/// <summary>What has to be in place before a silo starts, checked where it is still known which setting it comes from.</summary>
internal static class SiloPreparation
{
    /// <exception cref="SiloStartException">A port cannot be listened on.</exception>
    public static void RequireFreePorts(SiloSettings settings)
    {
        var address = settings.AdvertisedIP ?? IPAddress.Any;
        Require(nameof(SiloSettings.SiloPort), address, settings.SiloPort);
        Require(nameof(SiloSettings.GatewayPort), address, settings.GatewayPort);
        Require(nameof(SiloSettings.HealthPort), IPAddress.IsLoopback(address) ? address : IPAddress.Any, settings.HealthPort);

        static void Require(string key, IPAddress address, int port)
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException taken)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{key} = '{port}' cannot be used at {address}: {taken.Message}.", taken);
            }
        }
    }

    /// <summary>Creates what the silo needs in its stores, or checks it, as the settings say.</summary>
    /// <exception cref="SiloStartException">A store cannot be used, lacks a part, or has its logbooks where the silo would not find them.</exception>
    public static async Task EnsureSchemasAsync(SiloSettings settings)
    {
        await EnsureTablesAsync(settings);
        await EnsureDatabaseAsync(nameof(SiloSettings.Storage), settings.Storage.Database);
        await EnsureDatabaseAsync(nameof(SiloSettings.Clustering), settings.Clustering.Database);

        await RefuseOtherLayoutAsync(settings);

        await EnsurePathAsync(nameof(SiloSettings.Storage), settings.Storage.ZooKeeper);
        await EnsurePathAsync(nameof(SiloSettings.Clustering), settings.Clustering.ZooKeeper);

        async Task EnsurePathAsync(string key, ZooKeeperServers? servers)
        {
            try
            {
                await ((settings.Schema == SchemaMode.Create ? servers?.EnsureAsync() : servers?.RequireAsync()) ?? Task.CompletedTask);
            }
            catch (IOException unusable)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{key}: {unusable.Message}", unusable);
            }
        }

        async Task EnsureDatabaseAsync(string key, OrleansDatabase? database)
        {
            try
            {
                await ((settings.Schema == SchemaMode.Create
                    ? database?.EnsureSchemaAsync(CancellationToken.None)
                    : database?.ValidateSchemaAsync(CancellationToken.None)) ?? Task.CompletedTask);
            }
            catch (OrleansSchemaException unusable)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{key}: {unusable.Message}", unusable);
            }
        }
    }

    private static async Task RefuseOtherLayoutAsync(SiloSettings settings)
    {
        if (settings.Storage.Database is not { } database)
        {
            return;
        }

        try
        {
            await OtherLayout.RefuseAsync(database, settings.Storage.Layout, settings.ServiceId, CancellationToken.None);
        }
        catch (OrleansSchemaException unusable)
        {
            throw new SiloStartException($"{SiloSettings.Section}:{nameof(SiloSettings.Storage)}: {unusable.Message}", unusable);
        }
    }

    private static async Task EnsureTablesAsync(SiloSettings settings)
    {
        if (settings.Storage.Tables is not { } database)
        {
            return;
        }

        await using IBackend tables = database.Schema.CreateTables(database, services: null);
        IConnection connection = tables.Connect();
        try
        {
            await (settings.Schema == SchemaMode.Create ? connection.UpgradeAsync() : connection.ValidateAsync());
        }
        catch (TaskFlowException unusable)
        {
            var reason = unusable.Message.Split('\n')[0].TrimEnd();
            throw new SiloStartException(
                $"{SiloSettings.Section}:{nameof(SiloSettings.Storage)}: {database.Description} cannot be used: {reason} {SchemaSetUp.Remedy}", unusable);
        }
    }
}
