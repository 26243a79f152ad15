using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>Reads the address of a database of MySQL or MariaDB.</summary>
internal static class MySqlAddress
{
    private const string Example = "mysql://user:password@host:3306/database";
    private const string CommandTimeout = "command_timeout";
    private const string ConnectTimeout = "connect_timeout";
    private const string MaxConnections = "max_connections";
    private const string MaxRecordSize = "max_record_size";
    private const string SslMode = "sslmode";
    private const string RootCertificate = "sslrootcert";

    /// <exception cref="ArgumentException">The address is not of a database, or an option is unknown or out of its range.</exception>
    public static MySqlBackendOptions OptionsOf(BackendAddress address)
    {
        address.AllowOptions(CommandTimeout, ConnectTimeout, MaxConnections, MaxRecordSize, SslMode, RootCertificate);
        if (address.Host is null || address.Path is null)
        {
            throw new ArgumentException($"The backend '{address.Name}' needs a host and a database: write its URI as {Example}.");
        }

        var (host, port) = ServerAddress.SplitPort(address.Host);
        var builder = new MySqlConnectionStringBuilder { Server = host, Database = Uri.UnescapeDataString(address.Path) };
        if (port is not null)
        {
            builder.Port = (uint)port;
        }

        if (address.User is not null)
        {
            builder.UserID = address.User;
        }

        if (address.Password is not null)
        {
            builder.Password = address.Password;
        }

        if (address.Options.TryGetValue(SslMode, out string? mode))
        {
            builder.SslMode = Enum.TryParse(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out MySqlSslMode parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new ArgumentException($"The option {SslMode} is '{mode}'; it is none, preferred, required, verify-ca or verify-full.");
        }

        if (address.Options.TryGetValue(RootCertificate, out string? certificate))
        {
            builder.SslCa = certificate;
        }

        var defaults = new MySqlBackendOptions { ConnectionString = builder.ConnectionString };
        var options = new MySqlBackendOptions
        {
            ConnectionString = builder.ConnectionString,
            CommandTimeout = ServerAddress.Duration(address, CommandTimeout, defaults.CommandTimeout),
            ConnectTimeout = ServerAddress.Duration(address, ConnectTimeout, defaults.ConnectTimeout),
            MaxConnections = ServerAddress.Number(address, MaxConnections, defaults.MaxConnections),
            MaxRecordSize = ServerAddress.Number(address, MaxRecordSize, defaults.MaxRecordSize),
        };

        // Checks the ranges; connects to nothing.
        _ = new MySqlSettings(options);
        return options;
    }
}
