using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// Makes backends from their names, URIs (<see cref="BackendAddress"/>) or configuration (the seeds' <c>backends.fetch</c>).
/// </summary>
/// <remarks>
/// <list type="table">
/// <item>
/// <term><c>dir:///flows</c>, <c>dir:////var/flows</c>, or <c>file</c> in place of <c>dir</c></term>
/// <description>
/// A <see cref="DirectoryBackend"/> on a folder, relative to the current one or absolute. Options: <c>max_cache_size</c>;
/// <c>max_record_size</c>, in bytes; <c>durable</c>, <c>true</c> or <c>false</c>; <c>lock_timeout</c>, such as <c>500ms</c> or <c>5s</c>
/// (<see cref="DirectoryBackendOptions"/>).
/// </description>
/// </item>
/// <item><term><c>memory</c>, <c>memory://</c></term><description>A new <see cref="MemoryBackend"/>; no options.</description></item>
/// <item>
/// <term><c>postgresql://user:password@host:5432/database</c>, or <c>postgres</c> in place of <c>postgresql</c></term>
/// <description>
/// A <see cref="PostgresBackend"/>. Options: <c>connect_timeout</c> and <c>command_timeout</c>, such as <c>15s</c>;
/// <c>max_connections</c> and <c>max_record_size</c>, numbers (<see cref="PostgresBackendOptions"/>); <c>sslmode</c>, one of <c>disable</c>, <c>allow</c>,
/// <c>prefer</c>, <c>require</c>, <c>verify-ca</c> and <c>verify-full</c>; <c>sslrootcert</c>, a file.
/// </description>
/// </item>
/// <item>
/// <term><c>sqlite:///flows.db</c>, <c>sqlite:////var/flows.db</c></term>
/// <description>
/// A <see cref="SqliteBackend"/> on a file, relative to the current folder or absolute. Options: <c>busy_timeout</c>, such as
/// <c>500ms</c> or <c>5s</c>; <c>max_record_size</c>, in bytes; <c>synchronous</c>, <c>full</c> or <c>normal</c> (<see cref="SqliteBackendOptions"/>).
/// </description>
/// </item>
/// </list>
/// </remarks>
public static class Backends
{
    private static readonly ConcurrentDictionary<string, BackendRegistration> _registrations =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["dir"] = new(Files),
            ["file"] = new(Files),
            ["memory"] = new(Memory),
            ["postgres"] = new(Postgres),
            ["postgresql"] = new(Postgres),
            ["sqlite"] = new(Sqlite),
        };

    // Backends whose drivers are not everybody's.
    private static readonly FrozenDictionary<string, string> _elsewhere = new Dictionary<string, string>
    {
        ["mariadb"] = "add the package Orleans.TaskFlow.MySql, and call MySqlBackend.Register() when the program starts",
        ["mysql"] = "add the package Orleans.TaskFlow.MySql, and call MySqlBackend.Register() when the program starts",
        ["zookeeper"] = "add the package Orleans.TaskFlow.ZooKeeper, and call ZooKeeperBackend.Register() when the program starts",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that can be fetched, sorted: the library's own, and those that were registered.</summary>
    public static IReadOnlyList<string> Names => [.. _registrations.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes a backend from its name or URI. Nothing is opened or created yet.</summary>
    /// <returns>The backend, which the caller disposes.</returns>
    /// <exception cref="NotFoundException">No backend has that name; the message lists those that there are.</exception>
    /// <exception cref="ArgumentException">The URI or an option is malformed; the message says what is wrong and what is allowed.</exception>
    public static IBackend Fetch(string nameOrUri) => Prepare(BackendAddress.Parse(nameOrUri))(null);

    /// <summary>
    /// Makes a backend from configuration: the key <c>connection</c> is its name or URI, every other key an option. Nothing is
    /// opened or created yet.
    /// </summary>
    /// <inheritdoc cref="Fetch(string)"/>
    public static IBackend Fetch(IConfiguration configuration) => Prepare(BackendAddress.From(configuration))(null);

    /// <summary>
    /// Makes a backend from its name or URI and upgrades its schema (the seeds' <c>backends.backend</c>):
    /// <c>await using IBackend backend = await Backends.OpenAsync("sqlite:///flows.db");</c>
    /// </summary>
    /// <returns>The backend, ready for use, which the caller disposes.</returns>
    /// <exception cref="NotFoundException">No backend has that name; the message lists those that there are.</exception>
    /// <exception cref="ArgumentException">The URI or an option is malformed; the message says what is wrong and what is allowed.</exception>
    /// <exception cref="IncompatibleVersionException">The store was made by a newer version of this library.</exception>
    /// <exception cref="StorageFailureException">The store cannot be opened or upgraded.</exception>
    public static Task<IBackend> OpenAsync(string nameOrUri, CancellationToken cancellationToken = default) =>
        UpgradeAsync(Fetch(nameOrUri), cancellationToken);

    /// <summary>Makes a backend as <see cref="Fetch(IConfiguration)"/> does and upgrades its schema.</summary>
    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    public static Task<IBackend> OpenAsync(IConfiguration configuration, CancellationToken cancellationToken = default) =>
        UpgradeAsync(Fetch(configuration), cancellationToken);

    /// <summary>
    /// Makes a backend of the caller's own known by a name, for the whole process (the seeds' entry points). It is fetched, by
    /// name, URI (<c>name://…</c>, <c>name+driver://…</c>) and configuration, and listed, like the library's own.
    /// </summary>
    /// <remarks>
    /// Called once for each name that a backend has. The same factory (the same method, as <see cref="Delegate.Equals(object)"/>
    /// sees it) may be registered again and changes nothing, so that several parts of a program can each see to it.
    /// </remarks>
    /// <param name="name">Letters, digits, '.', '-' and '_', a letter first; in upper or lower case it is the same name.</param>
    /// <param name="factory">
    /// Makes a backend, and opens nothing. It should refuse what it does not know, with an <see cref="ArgumentException"/>:
    /// <see cref="BackendAddress.AllowOptions"/> does so for options. Its messages are shown, so they should not hold the password.
    /// </param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    /// <exception cref="DuplicateException">The name is taken by another factory.</exception>
    public static void Register(string name, Func<BackendAddress, IBackend> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Register(name, new BackendRegistration(factory, address => _ => factory(address)));
    }

    /// <summary>
    /// The same for a backend that takes services of its host (such as a logger), or has its address checked when the host starts.
    /// </summary>
    /// <param name="name">Letters, digits, '.', '-' and '_', a letter first; in upper or lower case it is the same name.</param>
    /// <param name="factory">
    /// Checks an address, and refuses what it does not know with an <see cref="ArgumentException"/>, whose message is shown and
    /// should not hold the password. It returns what makes the backend, which is called with the services of the host, or
    /// <see langword="null"/> where there is none. Neither opens anything.
    /// </param>
    /// <inheritdoc cref="Register(string, Func{BackendAddress, IBackend})"/>
    public static void Register(string name, Func<BackendAddress, Func<IServiceProvider?, IBackend>> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Register(name, new BackendRegistration(factory));
    }

    /// <summary>Checks an address as far as that is possible without making the backend, and returns what makes it.</summary>
    internal static Func<IServiceProvider?, IBackend> Prepare(BackendAddress address) =>
        _registrations.TryGetValue(address.Name, out BackendRegistration? registration)
            ? registration.Prepare(address)
            : throw new NotFoundException(
                _elsewhere.TryGetValue(address.Name, out string? remedy)
                    ? $"There is no backend '{address.Name}' in this program yet: {remedy}. Known are {string.Join(", ", Names)}."
                    : $"There is no backend '{address.Name}'; known are {string.Join(", ", Names)}. One of your own has to be registered before it is fetched.");

    private static void Register(string name, BackendRegistration registration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!BackendUri.IsName(name) || name.Contains('+', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{name}' cannot be a backend's name: use letters, digits, '.', '-' and '_', a letter first.", nameof(name));
        }

        if (!_registrations.GetOrAdd(name, registration).Factory.Equals(registration.Factory))
        {
            throw new DuplicateException($"The backend name '{name}' is taken; known are {string.Join(", ", Names)}.");
        }
    }

    private static Func<IServiceProvider?, IBackend> Memory(BackendAddress address)
    {
        const string Example = "memory://";
        address.RefuseServer(Example);
        address.AllowOptions();
        return address.Path is null
            ? static services => new MemoryBackend(services?.GetService<TimeProvider>())
            : throw new ArgumentException($"The backend '{address.Name}' has no path: write its URI as {Example}.");
    }

    private static Func<IServiceProvider?, IBackend> Files(BackendAddress address)
    {
        DirectoryBackendOptions options = DirectoryAddress.OptionsOf(address);
        return services => new DirectoryBackend(options, services?.GetService<TimeProvider>());
    }

    private static Func<IServiceProvider?, IBackend> Postgres(BackendAddress address)
    {
        PostgresBackendOptions options = PostgresAddress.OptionsOf(address);
        return services => new PostgresBackend(
            options, services?.GetService<ILogger<PostgresBackend>>(), services?.GetService<TimeProvider>());
    }

    private static Func<IServiceProvider?, IBackend> Sqlite(BackendAddress address)
    {
        SqliteBackendOptions options = SqliteAddress.OptionsOf(address);
        return services => new SqliteBackend(
            options, services?.GetService<ILogger<SqliteBackend>>(), services?.GetService<TimeProvider>());
    }

    private static async Task<IBackend> UpgradeAsync(IBackend backend, CancellationToken cancellationToken)
    {
        try
        {
            await backend.Connect().UpgradeAsync(cancellationToken);
            return backend;
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }
}
