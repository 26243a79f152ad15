using System.Data.Common;


namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A server that speaks SQL: who asks it, as whom, and what for. It is asked through its own command line client.</summary>
public abstract class SqlServer : TestServer
{
    /// <summary>The user that the tests are by default, who may do everything and has no password.</summary>
    private protected const string DefaultUser = "taskflow";

    private readonly DbConnectionStringBuilder _connection;

    private protected SqlServer(ServerProcess? process, DbConnectionStringBuilder connection)
        : base(process, int.Parse((string)connection["Port"], System.Globalization.CultureInfo.InvariantCulture)) => _connection = connection;

    /// <inheritdoc/>
    public override string ConnectionString => _connection.ConnectionString;

    /// <inheritdoc/>
    public override string Uri => UriOf(_connection);

    /// <summary>What the driver calls the user: Npgsql and MySqlConnector have names of their own.</summary>
    private protected abstract string UserKey { get; }

    private protected abstract string Scheme { get; }

    private protected string Host => (string)_connection["Host"];

    private protected string User => (string)_connection[UserKey];

    private protected string? Password => _connection.TryGetValue("Password", out object? password) ? (string)password : null;

    private protected string Database => _connection.TryGetValue("Database", out object? database) ? (string)database : "";

    /// <inheritdoc/>
    public sealed override async Task<ServerDatabase> CreateDatabaseAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        name ??= FreshName();
        await ExecuteAsync($"CREATE DATABASE {name}", database: null, cancellationToken);
        return At(name, user: null, password: null);
    }

    /// <summary>Creates a user that needs a password, and may do nothing in a database but read what others have made there.</summary>
    /// <returns>The database, as that user reaches it.</returns>
    public async Task<ServerDatabase> CreateUserAsync(
        ServerDatabase database, string user, string password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await ExecuteAsync(StatementsForUser(database.Name, user, password.Replace("'", "''", StringComparison.Ordinal)), database.Name, cancellationToken);
        return At(database.Name, user, password);
    }

    /// <summary>Runs statements as the default user, each on its own, through the client that belongs to the server.</summary>
    /// <param name="sql">One or more, separated by semicolons.</param>
    /// <param name="database">Where; null for the one that every test may use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows, one a line.</returns>
    /// <exception cref="InvalidOperationException">One failed; the message says how.</exception>
    public Task<string> ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default) =>
        Client(sql, database ?? Database).RunAsync(cancellationToken);

    private protected abstract Command Client(string sql, string database);

    private protected abstract string StatementsForUser(string database, string user, string password);

    private protected sealed override async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        (await Client("SELECT 1", "").TryAsync(cancellationToken)).ExitCode == 0;

    /// <summary>What a variable in the environment says, with the port that it may leave out.</summary>
    private protected static DbConnectionStringBuilder? Elsewhere(string variable, int defaultPort)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } value)
        {
            return null;
        }

        var connection = new DbConnectionStringBuilder { ConnectionString = value };
        Rename(connection, "Server", "Host");
        connection.TryAdd("Port", $"{defaultPort}");
        return connection.ContainsKey("Host")
            ? connection
            : throw new ServerUnavailableException($"{variable} has no Host. It takes an ADO.NET connection string, such as 'Host=db;Port={defaultPort};...'.");
    }

    private protected static void Rename(DbConnectionStringBuilder connection, string from, string to)
    {
        if (connection.TryGetValue(from, out object? value))
        {
            connection.Remove(from);
            connection[to] = value;
        }
    }

    private ServerDatabase At(string database, string? user, string? password)
    {
        var connection = new DbConnectionStringBuilder { ConnectionString = _connection.ConnectionString, ["Database"] = database };
        if (user is not null)
        {
            connection[UserKey] = user;
            connection["Password"] = password;
        }

        return new(database, connection.ConnectionString, UriOf(connection));
    }

    private string UriOf(DbConnectionStringBuilder connection)
    {
        string user = System.Uri.EscapeDataString((string)connection[UserKey]);
        string password = connection.TryGetValue("Password", out object? value) ? $":{System.Uri.EscapeDataString((string)value)}" : "";
        string database = connection.TryGetValue("Database", out object? name) ? (string)name : "";
        return $"{Scheme}://{user}{password}@{connection["Host"]}:{connection["Port"]}/{database}";
    }
}
