namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo's settings, as an operator writes them.</summary>
internal static class ServerSettings
{
    /// <summary>Records and membership in one database.</summary>
    public static string[] SettingsFor(this IDatabaseKind kind, string connectionString) =>
    [
        "AdvertisedIP=127.0.0.1",
        $"Storage:Provider={kind.Provider}", $"Storage:ConnectionString={connectionString}",
        "Clustering:Provider=AdoNet", $"Clustering:Invariant={kind.Invariant}", $"Clustering:ConnectionString={connectionString}",
    ];
}
