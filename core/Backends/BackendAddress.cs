using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Orleans.TaskFlow;

/// <summary>
/// Which backend, and where: a name or a URI taken apart, and the options that came with it. What the factory of a backend
/// (<see cref="Backends.Register(string, Func{BackendAddress, IBackend})"/>) is called with.
/// </summary>
/// <remarks>
/// <para>
/// A URI is written as SQLAlchemy's: <c>name://user:password@host:port/path?option=value</c>, where all but the name may be
/// missing. The path begins after the slash that ends the host, so that <c>sqlite:///flows.db</c> is relative and
/// <c>sqlite:////var/flows.db</c> absolute, and is taken as it stands. User, password and options are percent-decoded; in a
/// password <c>@</c>, <c>/</c>, <c>?</c> and <c>:</c> have to be encoded, and <c>@</c> everywhere after a host, so that no part of
/// a password that was not is ever taken for something that may be shown. What follows a <c>+</c> in the name is passed over, so
/// that SQLAlchemy's <c>mysql+pymysql://…</c> is <c>mysql://…</c>.
/// </para>
/// <para>
/// Two options of one name are refused, and so is one that stands both in the URI and in the configuration. <c>user</c> and
/// <c>password</c> may be given as options; they are <see cref="User"/> and <see cref="Password"/> then, and not among
/// <see cref="Options"/>, so that a password can come from where secrets are kept while the URI stands in plain configuration.
/// </para>
/// </remarks>
public sealed class BackendAddress
{
    private const string UserOption = "user";
    private const string PasswordOption = "password";

    private BackendAddress(string name, string? user, string? password, string? host, string? path, Dictionary<string, string> options)
    {
        Name = name;
        User = Taken(UserOption, user, options);
        Password = Taken(PasswordOption, password, options);
        Host = host;
        Path = path;
        Options = options.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        string? Taken(string option, string? inUri, Dictionary<string, string> options) =>
            !options.Remove(option, out string? value) ? inUri
            : inUri is null ? value
            : throw GivenTwice(option, name);
    }

    /// <summary>The backend's name, as it was written; in upper or lower case it is the same.</summary>
    public string Name { get; }

    /// <summary>Whom to log in as; <see langword="null"/> if the URI does not say.</summary>
    public string? User { get; }

    /// <summary>The password; <see langword="null"/> if the URI does not say. Not to be logged.</summary>
    public string? Password { get; }

    /// <summary>A host with or without a port, or several with commas between them; <see langword="null"/> if there is none.</summary>
    public string? Host { get; }

    /// <summary>The path, without the slash that divides it from the host; <see langword="null"/> if there is none.</summary>
    public string? Path { get; }

    /// <summary>The options by name, in upper or lower case.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>Takes a backend's name or URI apart.</summary>
    /// <exception cref="ArgumentException">It is neither; the message says what is wrong with it, and does not repeat it.</exception>
    public static BackendAddress Parse(string nameOrUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrUri);
        var text = BackendUri.Parse(nameOrUri);
        return new BackendAddress(
            text.Name, text.User, text.Password, text.Host, text.Path, new(text.Options, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Reads the key <c>connection</c>, a name or URI, and takes every other key for an option (the seeds' configuration).
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There is no connection, it is malformed, a key is not a plain value, or an option is in the URI, too.
    /// </exception>
    public static BackendAddress From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = new BackendSection(configuration);
        return Parse(section.Connection).With(section.Options);
    }

    /// <summary>For a factory that knows its options: refuses all others.</summary>
    /// <param name="known">The names of the options that there are.</param>
    /// <exception cref="ArgumentException">There is another option; the message names it, and those that there are.</exception>
    public void AllowOptions(params IReadOnlyCollection<string> known)
    {
        foreach (string option in Options.Keys)
        {
            if (!known.Contains(option, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    known.Count == 0
                        ? $"The backend '{Name}' has no option '{option}'; it has none at all."
                        : $"The backend '{Name}' has no option '{option}'; it has {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>The address for people: the name, host and path, without user, password and options.</summary>
    public override string ToString() => Host is null && Path is null ? Name : $"{Name}://{Host}{(Path is null ? "" : "/" + Path)}";

    /// <summary>For a factory of a backend that has no server.</summary>
    /// <exception cref="ArgumentException">There is a host, user or password.</exception>
    internal void RefuseServer(string example)
    {
        if (Host is not null || User is not null || Password is not null)
        {
            throw new ArgumentException($"The backend '{Name}' has no host, user or password: write its URI as {example}.");
        }
    }

    /// <summary>For a factory of a backend that has servers: each with its port, in the order given.</summary>
    /// <param name="defaultPort">The port of those that are given without one.</param>
    /// <exception cref="ArgumentException">A port is none.</exception>
    internal IReadOnlyList<DnsEndPoint> Servers(int defaultPort)
    {
        return [.. (Host ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ServerOf)];

        DnsEndPoint ServerOf(string server)
        {
            int colon = server.EndsWith(']') ? -1 : server.LastIndexOf(':');
            string host = colon < 0 ? server : server[..colon];
            if (colon >= 0 && !ushort.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new ArgumentException($"'{server}' in the URI of the backend '{Name}' has a port that is none: it is a number up to 65535.");
            }

            return new DnsEndPoint(host.Trim('[', ']'), colon < 0 ? defaultPort : int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>This address with further options.</summary>
    /// <exception cref="ArgumentException">One of them is there already.</exception>
    internal BackendAddress With(IEnumerable<KeyValuePair<string, string>> options)
    {
        var all = new Dictionary<string, string>(Options, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options)
        {
            if (!all.TryAdd(name, value))
            {
                throw GivenTwice(name, Name);
            }
        }

        return new BackendAddress(Name, User, Password, Host, Path, all);
    }

    private static ArgumentException GivenTwice(string option, string backend) =>
        new($"The option '{option}' of the backend '{backend}' is given twice, in the URI and beside it: leave out one.");
}
