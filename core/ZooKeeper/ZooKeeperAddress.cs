using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Reads the address of an ensemble.</summary>
internal static class ZooKeeperAddress
{
    private const string Example = "zookeeper://h1:2181,h2:2181/path";
    private const string Hosts = "hosts";
    private const string Path = "path";
    private const string SessionTimeout = "session_timeout";
    private const string OperationTimeout = "operation_timeout";
    private const string MaxNodeSize = "max_node_size";

    /// <exception cref="ArgumentException">The address is not of an ensemble, or an option is unknown or out of its range.</exception>
    public static ZooKeeperBackendOptions OptionsOf(BackendAddress address)
    {
        address.AllowOptions(Hosts, Path, SessionTimeout, OperationTimeout, MaxNodeSize);
        string servers = Once(address, Hosts, address.Host)
            ?? throw new ArgumentException($"The backend '{address.Name}' needs servers: write its URI as {Example}.");
        var defaults = new ZooKeeperBackendOptions { Servers = servers };
        var options = new ZooKeeperBackendOptions
        {
            Servers = servers,
            Path = Once(address, Path, address.Path is null ? null : "/" + address.Path) ?? defaults.Path,
            SessionTimeout = SpanOf(address, SessionTimeout) ?? defaults.SessionTimeout,
            OperationTimeout = SpanOf(address, OperationTimeout) ?? defaults.OperationTimeout,
            User = address.User,
            Password = address.Password,
            MaxNodeSize = address.Options.TryGetValue(MaxNodeSize, out string? size) ? SizeOf(size) : defaults.MaxNodeSize,
        };
        ZooKeeperOptionsCheck.Check(options);
        return options;
    }

    private static string? Once(BackendAddress address, string option, string? inUri)
    {
        if (!address.Options.TryGetValue(option, out string? given))
        {
            return inUri;
        }

        return inUri is null
            ? given
            : throw new ArgumentException($"The option '{option}' of the backend '{address.Name}' says what its URI says already: leave out one.");
    }

    private static TimeSpan? SpanOf(BackendAddress address, string option) =>
        address.Options.TryGetValue(option, out string? text) ? DurationText.Parse($"option {option}", text) : null;

    private static int SizeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw new ArgumentException($"The option {MaxNodeSize} is '{text}'; it is a whole number of bytes.");
}
