using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>
/// The seeds' three tables as SQLite has them, and how they get there. The version is the file's <c>user_version</c>; a file
/// that another TaskFlow has made has the tables and the version 0, and is taken over. Version 1 had the seeds' columns alone.
/// </summary>
internal static class SqliteSchema
{
    private const int Version = 2;

    private static readonly string _setVersion = $"PRAGMA user_version = {Version}";

    // Of a new file. The log takes whole pages, so that half of SQLite's default makes a shared commit of many records cheaper; a usual
    // record still fits into one.
    private const string PageSize = "PRAGMA page_size = 2048";

    private static readonly string[] _indexes =
    [
        "CREATE INDEX IF NOT EXISTS flowdetails_of_logbook ON flowdetails (parent_uuid)",
        "CREATE INDEX IF NOT EXISTS atomdetails_of_flow ON atomdetails (parent_uuid)",
    ];

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc cref="ISqlBackend.Script"/>
    public static IReadOnlyList<string> Script =>
    [
        PageSize, "PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", .. SqlTable.All.Select(table => table.Create(SqliteDialect.Instance)), .. _indexes,
        _setVersion, "COMMIT",
    ];

    /// <exception cref="StorageFailureException">The file is not set up.</exception>
    /// <exception cref="IncompatibleVersionException">The file is of a newer version.</exception>
    public static void CheckVersion(SqliteSession session)
    {
        if (ReadVersion(session) is var version and not Version)
        {
            string state = version == 0 ? "is not set up for logbooks" : "is of an older version of this library";
            throw session.File.Failure($"{state}. Call UpgradeAsync (taskflow upgrade) first.");
        }
    }

    public static async Task UpgradeAsync(SqliteFile file, CancellationToken cancellationToken)
    {
        CreateFolder(file);
        using SqliteSession session = SqliteSession.OpenAny(file, create: true);
        long version = ReadVersion(session);
        if (version != 0)
        {
            // Any program may count its versions from one on: its file is left as it is.
            CheckColumns(session, ofSeeds: version != Version);
        }
        else
        {
            session.Execute(PageSize);
        }

        await TurnOnLogAsync(session, cancellationToken);
        if (version == Version)
        {
            return;
        }

        session.Begin(writing: true);
        if (ReadVersion(session) != Version)
        {
            foreach (SqlTable table in SqlTable.All)
            {
                session.Execute(table.Create(SqliteDialect.Instance));
                SqliteTables.CheckColumns(session, table, ofSeeds: true);
                SqliteTables.AddOwnColumns(session, table);
            }

            foreach (string statement in (string[])[.. _indexes, _setVersion])
            {
                session.Execute(statement);
            }
        }

        session.Commit();
    }

    public static void Validate(SqliteFile file, ILogger logger)
    {
        using SqliteSession session = SqliteSession.Open(file);
        CheckColumns(session, ofSeeds: false);
        foreach (SqlTable table in SqlTable.All)
        {
            SqliteTables.CheckParent(session, table);
        }

        string? damage = session.Text("PRAGMA quick_check(1)");
        if (damage != "ok")
        {
            throw file.Failure($"is damaged. Restore it from a backup (SQLite says: {damage}).");
        }

        // Undone at once: it only has to be allowed.
        session.Begin(writing: true);
        session.Execute(_setVersion);
        session.Rollback();

        int orphans = session.Texts("PRAGMA foreign_key_check").Count;
        if (orphans > 0)
        {
            Log.OrphansFound(logger, file.Path, orphans);
        }

        if (SqliteEngine.HasLogResetFault(session.EngineVersion))
        {
            Log.EngineHasLogResetFault(logger, session.EngineVersion);
        }
    }

    private static void CheckColumns(SqliteSession session, bool ofSeeds)
    {
        foreach (SqlTable table in SqlTable.All)
        {
            SqliteTables.CheckColumns(session, table, ofSeeds);
        }
    }

    private static long ReadVersion(SqliteSession session)
    {
        long version = session.Number("PRAGMA user_version");
        return version is >= 0 and <= Version
            ? version
            : throw new IncompatibleVersionException(
                $"The SQLite file '{session.File.Path}' has the schema version {version}; this library knows versions up to {Version}. Use the version of the library that made it, or a newer one.");
    }

    private static void CreateFolder(SqliteFile file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw file.Failure($"cannot be created: {error.Message}", error);
        }
    }

    /// <summary>
    /// Turns write-ahead logging on, which stays on. A session has to be alone for that, and SQLite itself does not wait where two
    /// try it at once.
    /// </summary>
    private static async Task TurnOnLogAsync(SqliteSession session, CancellationToken cancellationToken)
    {
        // Another process is waited for, so this is the world's time whatever the backend's provider says.
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                string? mode = session.Text("PRAGMA journal_mode = WAL");
                if (mode != "wal")
                {
                    throw session.File.Failure($"lies on a file system that has no shared memory for it (its journal mode stays {mode}). Move it to a local disk.");
                }

                return;
            }
            catch (StorageFailureException) when (session.LastError == raw.SQLITE_BUSY && time.GetElapsedTime(started) < session.File.BusyTimeout)
            {
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }
}
