using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>A store of one test, by what each of the two calls it; gone at the end.</summary>
internal sealed class SharedStore : IDisposable
{
    private readonly DirectoryInfo _folder;

    private SharedStore(DirectoryInfo folder, string uri, Dictionary<string, string> configuration)
    {
        _folder = folder;
        Uri = uri;
        Configuration = configuration;
    }

    /// <summary>What we fetch it by.</summary>
    public string Uri { get; }

    /// <summary>What the peer fetches it by.</summary>
    public Dictionary<string, string> Configuration { get; }

    public static async Task<SharedStore> CreateAsync(string kind)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskflow-interop-");
        string path = Path.Combine(folder.FullName, "flows");
        switch (kind)
        {
            case "sqlite":
                return new SharedStore(folder, $"sqlite:///{path}", new() { ["connection"] = $"sqlite:///{path}" });
            case "dir":
                return new SharedStore(folder, $"dir:///{path}", new() { ["connection"] = "dir", ["path"] = path });
            case "postgresql":
                ServerDatabase database = await (await SharedServers.PostgresAsync()).CreateDatabaseAsync();
                return new SharedStore(folder, database.Uri, new() { ["connection"] = database.Uri.Replace("postgresql://", "postgresql+psycopg2://", StringComparison.Ordinal) });
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such store.");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
