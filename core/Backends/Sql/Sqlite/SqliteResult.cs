using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>What the result codes of SQLite mean for the statement, the transaction and the session at hand.</summary>
internal static class SqliteResult
{
    /// <summary>The part of an extended result code that says what kind of error it is.</summary>
    public static int Primary(int code) => code & 0xFF;

    /// <summary>Whether only the statement failed, and its transaction can go on.</summary>
    public static bool SparesTransaction(int code) =>
        Primary(code) is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    /// <summary>Whether the session can be used for the next transaction; else it is to be opened anew.</summary>
    public static bool SparesSession(int code) =>
        SparesTransaction(code) || Primary(code) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;
}
