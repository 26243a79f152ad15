namespace Orleans.TaskFlow;

/// <summary>What is known of versions of the native SQLite library.</summary>
internal static class SqliteEngine
{
    /// <summary>Whether a version has the fault by which a checkpoint and a restart of the log may damage a file (see sqlite.org/wal.html).</summary>
    public static bool HasLogResetFault(string version) =>
        System.Version.TryParse(version, out Version? parsed)
        && parsed < new Version(3, 51, 3)
        && !IsPatched(parsed, new Version(3, 50, 7))
        && !IsPatched(parsed, new Version(3, 44, 6));

    private static bool IsPatched(Version version, Version patched) =>
        version >= patched && version.Major == patched.Major && version.Minor == patched.Minor;
}
