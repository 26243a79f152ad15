namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo's settings, as an operator writes them.</summary>
internal static class ServerSettings
{
    /// <summary>Records and membership in one database.</summary>
    /// <param name="kind">The kind of database.</param>
    /// <param name="connectionString">Where it is.</param>
    /// <param name="layout">How the records stand there.</param>
    public static string[] SettingsFor(this IDatabaseKind kind, string connectionString, string layout = "Orleans") =>
    [
        "AdvertisedIP=127.0.0.1",
        $"Storage:Provider={kind.Provider}", $"Storage:ConnectionString={connectionString}", $"Storage:Layout={layout}",
        "Clustering:Provider=AdoNet", $"Clustering:Invariant={kind.Invariant}", $"Clustering:ConnectionString={connectionString}",
    ];
}
