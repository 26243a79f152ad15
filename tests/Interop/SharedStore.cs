namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>A store of one test, by what each of the two calls it.</summary>
public sealed class SharedStore : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private SharedStore(DirectoryInfo? folder, string uri, Dictionary<string, object> configuration)
    {
        _folder = folder;
        Uri = uri;
        Configuration = configuration;
    }

    /// <summary>What we fetch it by.</summary>
    public string Uri { get; }

    /// <summary>What the peer fetches it by.</summary>
    public Dictionary<string, object> Configuration { get; }

    /// <summary>One that lies in a folder, which is gone at the end.</summary>
    /// <param name="uri">What we call it, by its path.</param>
    /// <param name="configuration">What the peer calls it, by its path.</param>
    public static SharedStore InFolder(Func<string, string> uri, Func<string, Dictionary<string, object>> configuration)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskflow-interop-");
        string path = Path.Combine(folder.FullName, "flows");
        return new SharedStore(folder, uri(path), configuration(path));
    }

    /// <summary>One on a server, which ends with the tests.</summary>
    public static SharedStore OnServer(string uri, Dictionary<string, object> configuration) => new(null, uri, configuration);

    public void Dispose() => _folder?.Delete(recursive: true);
}
