using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>The checked options of a <see cref="PostgresBackend"/>.</summary>
internal sealed class PostgresSettings
{
    private const int Preparable = 32;

    // What many flows write together goes out at once, and so does a record of some size.
    private const int BufferBytes = 64 * 1024;

    // Large values are compressed several times as fast with it as by default. Whoever has set the server to something keeps that.
    private const string Compression =
        "SELECT set_config(name, 'lz4', false) FROM pg_settings "
        + "WHERE name = 'default_toast_compression' AND source = 'default' AND 'lz4' = ANY (enumvals)";

    // Every statement finds its rows by a key, in the order in which the keys are given, and is planned once: also one that was planned while the
    // tables were small. A plan that reads a whole table would lock rows in another order than somebody else's does. Where there is no other, it is held
    // to be so dear that the server would make machine code of it first, for a tenth of a second.
    private const string Planning =
        "SELECT set_config('plan_cache_mode', 'force_generic_plan', false), set_config('enable_seqscan', 'off', false), "
        + "set_config('enable_hashjoin', 'off', false), set_config('enable_mergejoin', 'off', false), set_config('jit', 'off', false)";

    private const string OfEachConnection = $"{Compression}; {Planning}";

    private readonly NpgsqlConnectionStringBuilder _builder;

    /// <exception cref="ArgumentException">An option is malformed or out of its range; the message says which, and what is allowed.</exception>
    public PostgresSettings(PostgresBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _builder = Parse(options.ConnectionString);
        if (string.IsNullOrEmpty(_builder.Host))
        {
            throw new ArgumentException("The connection string of the PostgreSQL backend names no host: begin it with Host=….", nameof(options));
        }

        if (string.IsNullOrEmpty(_builder.Database))
        {
            throw new ArgumentException("The connection string of the PostgreSQL backend names no database: add Database=….", nameof(options));
        }

        _builder.Timeout = ServerOptions.Seconds("connect timeout", options.ConnectTimeout, TimeSpan.FromHours(1));
        _builder.CommandTimeout = ServerOptions.Seconds("command timeout", options.CommandTimeout, TimeSpan.FromDays(1));
        _builder.MaxPoolSize = ServerOptions.Connections(options.MaxConnections);
        _builder.MinPoolSize = 0;
        _builder.Pooling = true;
        _builder.MaxAutoPrepare = Preparable;
        _builder.AutoPrepareMinUsages = 2;
        _builder.NoResetOnClose = true;
        _builder.WriteBufferSize = BufferBytes;
        _builder.ReadBufferSize = BufferBytes;
        _builder.Enlist = false;
        _builder.IncludeErrorDetail = false;
        _builder.ApplicationName ??= "Orleans.TaskFlow";
        Limit = RecordLimit.Of(options.MaxRecordSize);
        Description = $"postgresql://{_builder.Host}{(_builder.Host.Contains(',', StringComparison.Ordinal) ? "" : $":{_builder.Port}")}/{_builder.Database}";
    }

    public string Description { get; }

    public RecordLimit Limit { get; }

    public NpgsqlDataSource CreateSource() => new NpgsqlDataSourceBuilder(_builder.ConnectionString)
        .UsePhysicalConnectionInitializer(
            static connection =>
            {
                using var command = new NpgsqlCommand(OfEachConnection, connection);
                command.ExecuteNonQuery();
            },
            static async connection =>
            {
                await using var command = new NpgsqlCommand(OfEachConnection, connection);
                await command.ExecuteNonQueryAsync();
            })
        .Build();

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
