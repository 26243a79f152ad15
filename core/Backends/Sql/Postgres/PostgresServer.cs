using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>The checked options of a <see cref="PostgresBackend"/>.</summary>
internal sealed class PostgresServer
{
    private const int Preparable = 32;

    private readonly NpgsqlConnectionStringBuilder _settings;

    /// <exception cref="ArgumentException">An option is malformed or out of its range; the message says which, and what is allowed.</exception>
    public PostgresServer(PostgresBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = Parse(options.ConnectionString);
        if (string.IsNullOrEmpty(_settings.Host))
        {
            throw new ArgumentException("The connection string of the PostgreSQL backend names no host: begin it with Host=….", nameof(options));
        }

        if (string.IsNullOrEmpty(_settings.Database))
        {
            throw new ArgumentException("The connection string of the PostgreSQL backend names no database: add Database=….", nameof(options));
        }

        _settings.Timeout = ServerOptions.Seconds("connect timeout", options.ConnectTimeout, TimeSpan.FromHours(1));
        _settings.CommandTimeout = ServerOptions.Seconds("command timeout", options.CommandTimeout, TimeSpan.FromDays(1));
        _settings.MaxPoolSize = ServerOptions.Connections(options.MaxConnections);
        _settings.MinPoolSize = 0;
        _settings.Pooling = true;
        _settings.MaxAutoPrepare = Preparable;
        _settings.AutoPrepareMinUsages = 2;
        _settings.NoResetOnClose = true;
        _settings.Enlist = false;
        _settings.IncludeErrorDetail = false;
        _settings.ApplicationName ??= "Orleans.TaskFlow";
        Description = $"postgresql://{_settings.Host}{(_settings.Host.Contains(',', StringComparison.Ordinal) ? "" : $":{_settings.Port}")}/{_settings.Database}";
    }

    public string Description { get; }

    public NpgsqlDataSource CreateSource() => new NpgsqlDataSourceBuilder(_settings.ConnectionString).Build();

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            // What is wrong may be, or hold, the password: it is not repeated.
            throw new ArgumentException(
                "The connection string of the PostgreSQL backend is not one of Npgsql's: write it as Host=db;Database=flows;Username=me;Password=….");
        }
    }
}
