namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>ZooKeeper as Debian installs it: jars, which Java runs.</summary>
internal sealed class ZooKeeperInstallation
{
    public const string Variable = "TASKFLOW_TEST_ZOOKEEPER";

    private const string Jar = "/usr/share/java/zookeeper.jar";

    // So that a server says why it ends; one that finds no log is silent.
    private const string Logging = "/usr/share/java/slf4j-log4j12.jar:/usr/share/java/log4j-1.2.jar";

    private readonly string _java;

    private ZooKeeperInstallation(string java) => _java = java;

    public static ServerAccount Account { get; } = new("nobody", "nogroup");

    public static async Task<ZooKeeperInstallation> FindAsync(CancellationToken cancellationToken) => new(
        await DebianPackages.FindAsync(
            () => File.Exists(Jar) ? DebianPackages.PathOf("java") : null,
            "ZooKeeper", Variable, ["zookeeper", "default-jre-headless"], cancellationToken));

    public async Task<ServerFolder> CreateFolderAsync(CancellationToken cancellationToken)
    {
        ServerFolder folder = await ServerFolder.CreateAsync("zookeeper", Account, tidySignal: null, cancellationToken);
        Directory.CreateDirectory(folder["data"]);
        return folder;
    }

    /// <summary>Writes a node's configuration.</summary>
    /// <returns>The command that runs it.</returns>
    public async Task<IReadOnlyList<string>> ConfigureAsync(
        ServerFolder folder, int port, IReadOnlyDictionary<string, string> settings, int? number, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>
        {
            ["dataDir"] = folder["data"],
            ["clientPort"] = $"{port}",
            ["clientPortAddress"] = "127.0.0.1",
            // Short, so that a test may wait for a session to expire.
            ["tickTime"] = "1000",
            ["minSessionTimeout"] = "1000",
            ["maxSessionTimeout"] = "60000",
            ["initLimit"] = "30",
            ["syncLimit"] = "10",
            ["maxClientCnxns"] = "0",
            ["admin.enableServer"] = "false",
            ["forceSync"] = "yes",
            ["4lw.commands.whitelist"] = "ruok,srvr,mntr",
        };
        foreach ((string name, string value) in settings)
        {
            all[name] = value;
        }

        await File.WriteAllLinesAsync(folder["data/zoo.cfg"], all.Select(setting => $"{setting.Key}={setting.Value}"), cancellationToken);
        await File.WriteAllTextAsync(
            folder["data/log4j.properties"],
            """
            log4j.rootLogger=WARN, console
            log4j.appender.console=org.apache.log4j.ConsoleAppender
            log4j.appender.console.layout=org.apache.log4j.PatternLayout
            log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %-5p %c{1} - %m%n

            """,
            cancellationToken);
        if (number is not null)
        {
            await File.WriteAllTextAsync(folder["data/myid"], $"{number}\n", cancellationToken);
        }

        await Account.OwnAsync(folder.Path, cancellationToken);
        return
        [
            // Its own default. With half of it, a node that comes back while many write has no room for what it missed.
            _java, "-Xmx1000m", "-XX:+UseSerialGC", $"-Dlog4j.configuration=file:{folder["data/log4j.properties"]}",
            "-cp", $"{Jar}:{Logging}", "org.apache.zookeeper.server.quorum.QuorumPeerMain", folder["data/zoo.cfg"],
        ];
    }
}
