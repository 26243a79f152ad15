using System.Net;

namespace Orleans.TaskFlow;

/// <summary>Reads a silo's settings. Without any configuration it is one silo on this machine, with a SQLite file.</summary>
internal static class SiloSettingsReader
{
    /// <summary>What clients call cluster and service if they are told nothing: Orleans' own default.</summary>
    public const string DefaultId = "default";

    private static readonly TimeSpan DefaultShutdownTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestShutdownTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestShutdownTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestResponseTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The settings, and what is wrong with them; they are to be used only if nothing is.</summary>
    public static (SiloSettings Settings, SettingProblems Problems) Read(IConfiguration configuration)
    {
        var problems = new SettingProblems();
        var reader = new SettingsReader(configuration.GetSection(SiloSettings.Section), problems);

        var clustering = DatabaseSettingsReader.ReadClustering(reader.Inner(nameof(SiloSettings.Clustering)));
        var shutdownTimeout = reader.Duration(
            nameof(SiloSettings.ShutdownTimeout), DefaultShutdownTimeout, ShortestShutdownTimeout, LongestShutdownTimeout);
        var settings = new SiloSettings
        {
            ClusterId = reader.Name(nameof(SiloSettings.ClusterId), DefaultId),
            ServiceId = reader.Name(nameof(SiloSettings.ServiceId), DefaultId),
            AdvertisedIP = reader.Address(nameof(SiloSettings.AdvertisedIP))
                ?? (clustering.Provider == ClusteringProvider.Localhost ? IPAddress.Loopback : null),
            SiloName = reader.OptionalName(nameof(SiloSettings.SiloName)),
            SiloPort = reader.Port(nameof(SiloSettings.SiloPort), 11111),
            GatewayPort = reader.Port(nameof(SiloSettings.GatewayPort), 30000),
            HealthPort = reader.Port(nameof(SiloSettings.HealthPort), 8080),
            ShutdownTimeout = shutdownTimeout,
            Writing = ReadWriting(reader.Inner(nameof(SiloSettings.Writing))),
            Schema = reader.Choice(nameof(SiloSettings.Schema), SchemaMode.Create),
            Clustering = clustering,
            Storage = DatabaseSettingsReader.ReadStorage(reader.Inner(nameof(SiloSettings.Storage))),
            Engine = EngineSettingsReader.Read(reader.Inner(nameof(SiloSettings.Engine)), shutdownTimeout),
            Flows = reader.Texts(nameof(SiloSettings.Flows), "The path of an assembly is needed, such as /flows/App.dll."),
        };
        RefuseSharedPorts(reader, settings);
        if (clustering.Provider == ClusteringProvider.ZooKeeper && settings.ClusterId.Contains('/', StringComparison.Ordinal))
        {
            reader.Refuse(nameof(SiloSettings.ClusterId), settings.ClusterId, "On ZooKeeper it is the name of a node, which has no slash.");
        }

        reader.RefuseUnknown();

        return (settings, problems);
    }

    private static WritingSettings ReadWriting(SettingsReader reader)
    {
        var byDefault = WritingSettings.Default;
        var read = new WritingSettings(
            reader.Number(nameof(WritingSettings.Attempts), "number of attempts", byDefault.Attempts, lowest: 1, highest: 100),
            reader.Duration(nameof(WritingSettings.AttemptDelay), byDefault.AttemptDelay, TimeSpan.Zero, LongestWait),
            reader.Duration(nameof(WritingSettings.ResponseTimeout), byDefault.ResponseTimeout, ShortestResponseTimeout, LongestWait));
        reader.RefuseUnknown();
        if ((read.Attempts - 1) * read.AttemptDelay >= read.ResponseTimeout)
        {
            reader.Refuse(
                nameof(WritingSettings.AttemptDelay),
                $"{read.AttemptDelay:c}",
                $"{read.Attempts} attempts have to be over before callers give up, after {reader.KeyOf(nameof(WritingSettings.ResponseTimeout))} = {read.ResponseTimeout:c}.");
        }

        return read;
    }

    private static void RefuseSharedPorts(SettingsReader reader, SiloSettings settings)
    {
        if (settings.GatewayPort == settings.SiloPort)
        {
            Refuse(nameof(SiloSettings.GatewayPort), settings.GatewayPort, nameof(SiloSettings.SiloPort));
        }

        if (settings.HealthPort == settings.SiloPort || settings.HealthPort == settings.GatewayPort)
        {
            var taken = settings.HealthPort == settings.SiloPort ? nameof(SiloSettings.SiloPort) : nameof(SiloSettings.GatewayPort);
            Refuse(nameof(SiloSettings.HealthPort), settings.HealthPort, taken);
        }

        void Refuse(string key, int port, string taken) =>
            reader.Refuse(key, $"{port}", $"A port of its own is needed: {reader.KeyOf(taken)} is the same.");
    }
}
