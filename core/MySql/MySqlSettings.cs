using System.Globalization;
using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>The checked options of a <see cref="MySqlBackend"/>.</summary>
internal sealed class MySqlSettings
{
    // What the server takes in one statement is asked for: it breaks the connection off over more, and does not always get to say why.
    // Nothing is cut off or replaced in silence, whatever the server's own mode is; and a statement sees what is committed.
    private const string OfEachConnection =
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'; SELECT @@max_allowed_packet";

    private readonly MySqlConnectionStringBuilder _builder;

    /// <exception cref="ArgumentException">An option is malformed or out of its range; the message says which, and what is allowed.</exception>
    public MySqlSettings(MySqlBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _builder = Parse(options.ConnectionString);
        if (string.IsNullOrEmpty(_builder.Server))
        {
            throw new ArgumentException("The connection string of the MySQL backend names no server: begin it with Server=….", nameof(options));
        }

        if (string.IsNullOrEmpty(_builder.Database))
        {
            throw new ArgumentException("The connection string of the MySQL backend names no database: add Database=….", nameof(options));
        }

        _builder.ConnectionTimeout = (uint)ServerOptions.Seconds("connect timeout", options.ConnectTimeout, TimeSpan.FromHours(1));
        _builder.DefaultCommandTimeout = (uint)ServerOptions.Seconds("command timeout", options.CommandTimeout, TimeSpan.FromDays(1));
        _builder.MaximumPoolSize = (uint)ServerOptions.Connections(options.MaxConnections);
        _builder.MinimumPoolSize = 0;
        _builder.Pooling = true;
        _builder.ConnectionReset = false;
        _builder.AutoEnlist = false;
        _builder.CharacterSet = "utf8mb4";
        // A row that an update leaves as it is does not count; each of ours changes the revision.
        _builder.UseAffectedRows = true;
        _builder.AllowLoadLocalInfile = false;
        _builder.AllowUserVariables = false;
        _builder.GuidFormat = MySqlGuidFormat.None;
        _builder.PersistSecurityInfo = false;
        _builder.ApplicationName = "Orleans.TaskFlow";
        Limit = new ServerLimit(RecordLimit.Of(options.MaxRecordSize), asksServer: true);
        Description = $"mysql://{_builder.Server}{(_builder.Server.Contains(',', StringComparison.Ordinal) ? "" : $":{_builder.Port}")}/{_builder.Database}";
    }

    public string Description { get; }

    public ServerLimit Limit { get; }

    public MySqlDataSource CreateSource() => new MySqlDataSourceBuilder(_builder.ConnectionString)
        .UseConnectionOpenedCallback(async (opened, cancellationToken) =>
        {
            if (opened.Conditions == MySqlConnectionOpenedConditions.New)
            {
                await using var command = new MySqlCommand(OfEachConnection, opened.Connection);
                Limit.Learn(Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture), "max_allowed_packet");
            }
        })
        .Build();

    private static MySqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new MySqlConnectionStringBuilder(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            // What is wrong may be, or hold, the password: it is not repeated.
            throw new ArgumentException(
                "The connection string of the MySQL backend is not one of MySqlConnector's: write it as Server=db;Database=flows;User ID=me;Password=….");
        }
    }
}
