namespace Orleans.TaskFlow;

/// <summary>Reads the address of a SQLite file.</summary>
internal static class SqliteAddress
{
    private const string Example = "sqlite:///flows.db (below the current folder) or sqlite:////var/flows.db";
    private const string BusyTimeout = "busy_timeout";
    private const string MaxRecordSize = "max_record_size";
    private const string Synchronous = "synchronous";

    /// <exception cref="ArgumentException">The address is not of a file, or an option is unknown or out of its range.</exception>
    public static SqliteBackendOptions OptionsOf(BackendAddress address)
    {
        address.RefuseServer(Example);
        address.AllowOptions(BusyTimeout, MaxRecordSize, Synchronous);
        string path = address.Path ?? throw new ArgumentException($"The backend '{address.Name}' needs a file: write its URI as {Example}.");
        var defaults = new SqliteBackendOptions { Path = path };
        var options = new SqliteBackendOptions
        {
            Path = path,
            BusyTimeout = address.Options.TryGetValue(BusyTimeout, out string? wait)
                ? DurationText.Parse($"option {BusyTimeout}", wait)
                : defaults.BusyTimeout,
            MaxRecordSize = ServerAddress.Number(address, MaxRecordSize, defaults.MaxRecordSize),
            Synchronous = address.Options.TryGetValue(Synchronous, out string? synchronous)
                ? SynchronousOf(synchronous)
                : defaults.Synchronous,
        };

        // Checks the ranges; opens nothing.
        _ = new SqliteFile(options);
        return options;
    }

    private static SqliteSynchronous SynchronousOf(string text) => text.ToUpperInvariant() switch
    {
        "FULL" => SqliteSynchronous.Full,
        "NORMAL" => SqliteSynchronous.Normal,
        _ => throw new ArgumentException($"The option {Synchronous} is '{text}'; it is full or normal."),
    };
}
