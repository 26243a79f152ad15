using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Files in a folder that is gone with the process.</summary>
public sealed class SqliteKind : IDatabaseKind
{
    private static readonly TemporaryFolder Folder = EndingWithTheProcess();

    private static int _files;

    public string Provider => "Sqlite";

    public string Invariant => "System.Data.SQLite";

    public Task<string> CreateAsync() => Task.FromResult($"Data Source={Folder.File($"{Interlocked.Increment(ref _files)}.sqlite")}");

    public async Task RunAsync(string connectionString, string script)
    {
        string file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        using Process sqlite3 = Process.Start(new ProcessStartInfo("sqlite3", ["-bail", file]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await sqlite3.StandardInput.WriteAsync(script);
        sqlite3.StandardInput.Close();
        await sqlite3.WaitForExitAsync();
        Assert.Equal(0, sqlite3.ExitCode);
    }

    private static TemporaryFolder EndingWithTheProcess()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
