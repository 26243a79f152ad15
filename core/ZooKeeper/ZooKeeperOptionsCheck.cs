using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Finds what is wrong with the options, as far as that is possible without connecting.</summary>
internal static class ZooKeeperOptionsCheck
{
    private const int DefaultPort = 2181;

    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what is allowed.</exception>
    public static void Check(ZooKeeperBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = ServersOf(options.Servers);
        CheckPath(options.Path);
        CheckSpan(nameof(options.SessionTimeout), options.SessionTimeout, TimeSpan.FromSeconds(1));
        CheckSpan(nameof(options.OperationTimeout), options.OperationTimeout, TimeSpan.FromMilliseconds(100));
        if ((options.User is null) != (options.Password is null) || options.User is "" || options.User?.Contains(':', StringComparison.Ordinal) == true)
        {
            throw new ArgumentException(
                $"{nameof(options.User)} and {nameof(options.Password)} are given together or not at all, and a user has a name without ':'.");
        }

        if (options.MaxNodeSize is < 10_000 or > 100_000_000)
        {
            throw new ArgumentException(
                $"{nameof(options.MaxNodeSize)} is {options.MaxNodeSize}; it is from 10,000 to 100,000,000 bytes, and less than the servers' jute.maxbuffer.");
        }
    }

    /// <summary>The servers, each with its port.</summary>
    /// <exception cref="ArgumentException">They are not written as hosts and ports.</exception>
    public static IReadOnlyList<(string Host, int Port)> ServersOf(string? servers)
    {
        string[] texts = (servers ?? "").Split(',', StringSplitOptions.TrimEntries);
        return [.. texts.Select(ServerOf)];
    }

    private static (string Host, int Port) ServerOf(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && !text.EndsWith(']');
        string host = hasPort ? text[..colon] : text;
        int port = DefaultPort;
        bool wellFormed = host.Length > 0
            && Uri.CheckHostName(host) != UriHostNameType.Unknown
            && (!hasPort || int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            && port is > 0 and <= ushort.MaxValue;
        return wellFormed
            ? (host, port)
            : throw new ArgumentException($"The server '{text}' is not written as host:port: name the ensemble's servers as h1:2181,h2:2181.");
    }

    private static void CheckPath(string? path)
    {
        bool wellFormed = path is ['/', ..]
            && (path == "/" || path[1..].Split('/').All(name => name.Length > 0 && NodeName.Of(name) == name))
            && path != "/zookeeper"
            && !path.StartsWith("/zookeeper/", StringComparison.Ordinal);
        if (!wellFormed)
        {
            throw new ArgumentException(
                $"{nameof(ZooKeeperBackendOptions.Path)} is '{path}', which is not the path of a node: write it as /taskflow or /a/b, and not below /zookeeper.");
        }
    }

    private static void CheckSpan(string name, TimeSpan value, TimeSpan least)
    {
        if (value < least || value > TimeSpan.FromHours(1))
        {
            throw new ArgumentException($"{name} is {value}; it is from {least} to one hour.");
        }
    }
}
