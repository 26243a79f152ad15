using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>Reads the address of a PostgreSQL database.</summary>
internal static class PostgresAddress
{
    private const string Example = "postgresql://user:password@host:5432/database";
    private const string CommandTimeout = "command_timeout";
    private const string ConnectTimeout = "connect_timeout";
    private const string MaxConnections = "max_connections";
    private const string MaxRecordSize = "max_record_size";
    private const string SslMode = "sslmode";
    private const string RootCertificate = "sslrootcert";

    /// <exception cref="ArgumentException">The address is not of a database, or an option is unknown or out of its range.</exception>
    public static PostgresBackendOptions OptionsOf(BackendAddress address)
    {
        address.AllowOptions(CommandTimeout, ConnectTimeout, MaxConnections, MaxRecordSize, SslMode, RootCertificate);
        if (address.Host is null || address.Path is null)
        {
            throw new ArgumentException($"The backend '{address.Name}' needs a host and a database: write its URI as {Example}.");
        }

        var settings = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.Path) };
        if (!address.Host.Contains(',', StringComparison.Ordinal) && ServerAddress.SplitPort(address.Host) is var (host, port))
        {
            settings.Host = host;
            settings.Port = port ?? NpgsqlConnection.DefaultPort;
        }

        settings.Username = address.User;
        settings.Password = address.Password;
        if (address.Options.TryGetValue(SslMode, out string? mode))
        {
            settings.SslMode = Enum.TryParse(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SslMode parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new ArgumentException($"The option {SslMode} is '{mode}'; it is disable, allow, prefer, require, verify-ca or verify-full.");
        }

        if (address.Options.TryGetValue(RootCertificate, out string? certificate))
        {
            settings.RootCertificate = certificate;
        }

        var defaults = new PostgresBackendOptions { ConnectionString = settings.ConnectionString };
        var options = new PostgresBackendOptions
        {
            ConnectionString = settings.ConnectionString,
            CommandTimeout = ServerAddress.Duration(address, CommandTimeout, defaults.CommandTimeout),
            ConnectTimeout = ServerAddress.Duration(address, ConnectTimeout, defaults.ConnectTimeout),
            MaxConnections = ServerAddress.Number(address, MaxConnections, defaults.MaxConnections),
            MaxRecordSize = ServerAddress.Number(address, MaxRecordSize, defaults.MaxRecordSize),
        };

        // Checks the ranges; connects to nothing.
        _ = new PostgresSettings(options);
        return options;
    }
}
