using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Reads the address of a folder.</summary>
internal static class DirectoryAddress
{
    private const string Example = "dir:///flows (below the current folder) or dir:////var/flows";
    private const string MaxCacheSize = "max_cache_size";
    private const string MaxRecordSize = "max_record_size";
    private const string Durable = "durable";
    private const string LockTimeout = "lock_timeout";

    /// <exception cref="ArgumentException">The address is not of a folder, or an option is unknown or out of its range.</exception>
    public static DirectoryBackendOptions OptionsOf(BackendAddress address)
    {
        address.RefuseServer(Example);
        address.AllowOptions(MaxCacheSize, MaxRecordSize, Durable, LockTimeout);
        string path = address.Path ?? throw new ArgumentException($"The backend '{address.Name}' needs a folder: write its URI as {Example}.");
        var defaults = new DirectoryBackendOptions { Path = path };
        var options = new DirectoryBackendOptions
        {
            Path = path,
            MaxCacheSize = address.Options.TryGetValue(MaxCacheSize, out string? size) ? SizeOf(size) : defaults.MaxCacheSize,
            MaxRecordSize = ServerAddress.Number(address, MaxRecordSize, defaults.MaxRecordSize),
            Durable = address.Options.TryGetValue(Durable, out string? durable) ? DurableOf(durable) : defaults.Durable,
            LockTimeout = address.Options.TryGetValue(LockTimeout, out string? wait)
                ? DurationText.Parse($"option {LockTimeout}", wait)
                : defaults.LockTimeout,
        };
        DirectoryBackend.Check(options);
        return options;
    }

    private static int SizeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw new ArgumentException($"The option {MaxCacheSize} is '{text}'; it is a whole number, at least 1.");

    private static bool DurableOf(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => throw new ArgumentException($"The option {Durable} is '{text}'; it is true or false."),
    };
}
