using System.Globalization;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>The checked options of a <see cref="SqliteBackend"/>, and the errors that name its file.</summary>
internal sealed class SqliteFile
{
    private static readonly TimeSpan _longestBusyTimeout = TimeSpan.FromDays(1);

    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what is allowed.</exception>
    public SqliteFile(SqliteBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0'))
        {
            throw new ArgumentException("The path of the SQLite file is empty or holds a NUL; name a file, such as 'flows.db'.", nameof(options));
        }

        if (System.IO.Path.EndsInDirectorySeparator(options.Path))
        {
            throw new ArgumentException($"The path of the SQLite file '{options.Path}' is a folder's; name a file in it.", nameof(options));
        }

        if (options.Path == ":memory:")
        {
            throw new ArgumentException("The SQLite backend keeps a file, not ':memory:'; take the memory backend instead.", nameof(options));
        }

        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > _longestBusyTimeout)
        {
            throw new ArgumentException(
                $"The busy timeout of the SQLite file '{options.Path}' is {options.BusyTimeout}; it has to be between zero and one day.",
                nameof(options));
        }

        if (!Enum.IsDefined(options.Synchronous))
        {
            throw new ArgumentException(
                $"SQLite knows no synchronous {(int)options.Synchronous}; it is one of {string.Join(", ", Enum.GetNames<SqliteSynchronous>())}.",
                nameof(options));
        }

        Limit = RecordLimit.Of(options.MaxRecordSize);
        Path = System.IO.Path.GetFullPath(options.Path);
        BusyTimeout = options.BusyTimeout;
        Synchronous = options.Synchronous;
    }

    public string Path { get; }

    public RecordLimit Limit { get; }

    public TimeSpan BusyTimeout { get; }

    public SqliteSynchronous Synchronous { get; }

    /// <summary>The error for a result code of SQLite other than success.</summary>
    /// <param name="code">The extended result code.</param>
    /// <param name="detail">What SQLite itself says.</param>
    public StorageFailureException Failure(int code, string detail)
    {
        string cause = SqliteResult.Primary(code) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                $"is locked: another process was writing to it for longer than the busy timeout of {BusyTimeout}. Try again, or raise the timeout",
            raw.SQLITE_READONLY => "cannot be written: it, or its folder, is read-only. Allow this process to write to both",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => "may not be used by this process. Allow it to read and write the file and its folder",
            raw.SQLITE_CANTOPEN when Directory.Exists(Path) => "is a folder. Name a file in it",
            raw.SQLITE_CANTOPEN when !File.Exists(Path) => "is not there, or its folder cannot be written. Call UpgradeAsync (taskflow upgrade) to create it",
            raw.SQLITE_CANTOPEN => "cannot be opened. Allow this process to read and write the file and its folder, on a file system that is not read-only",
            raw.SQLITE_NOTADB => "is not a SQLite database. Name another file",
            raw.SQLITE_CORRUPT => "is damaged. Restore it from a backup",
            raw.SQLITE_FULL => "cannot grow: the disk is full. Make room and try again",
            raw.SQLITE_TOOBIG => "cannot take so large a value: the limit for one record is 1,000,000,000 bytes",
            raw.SQLITE_IOERR => "could not be read or written by the operating system. Check the disk",
            _ => "refused the operation",
        };
        return Failure(string.Create(CultureInfo.InvariantCulture, $"{cause} (SQLite says: {detail}, code {code})."));
    }

    /// <summary>The error for a commit that the operating system broke off: its last record may have reached the disk.</summary>
    public static StorageFailureException Unknown(StorageFailureException error) =>
        new($"{error.Message} Whether the write will be found after a restart is unknown.", error, outcomeUnknown: true);

    /// <summary>An error that is not one of SQLite's own.</summary>
    public StorageFailureException Failure(string cause, Exception? innerException = null) =>
        new($"The SQLite file '{Path}' {cause}", innerException);
}
