using System.Text;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>What the cases do with each kind of server in its own words: start it, keep one value in it, read that.</summary>
internal static class ServerKind
{
    public enum Name
    {
        Postgres,
        MariaDb,
        ZooKeeper,
    }

    public static async Task<TestServer> StartAsync(Name kind, CancellationToken cancellationToken) => kind switch
    {
        Name.Postgres => await PostgresServer.StartAsync(cancellationToken),
        Name.MariaDb => await MariaDbServer.StartAsync(cancellationToken),
        _ => await ZooKeeperServer.StartAsync(cancellationToken),
    };

    public static async Task KeepAsync(TestServer server, ServerDatabase database, string value)
    {
        if (server is SqlServer sql)
        {
            await sql.ExecuteAsync($"CREATE TABLE kept (word VARCHAR(50)); INSERT INTO kept VALUES ('{value}')", database.Name);
        }
        else
        {
            await using ZooKeeperSession session = await ZooKeeperSession.ConnectAsync("127.0.0.1", server.Port, CancellationToken.None);
            await session.CreateAsync($"{database.Name}/kept", Encoding.UTF8.GetBytes(value), CancellationToken.None);
        }
    }

    public static async Task<string> KeptAsync(TestServer server, ServerDatabase database)
    {
        if (server is SqlServer sql)
        {
            return await sql.ExecuteAsync("SELECT word FROM kept", database.Name);
        }

        await using ZooKeeperSession session = await ZooKeeperSession.ConnectAsync("127.0.0.1", server.Port, CancellationToken.None);
        return Encoding.UTF8.GetString(await session.ReadAsync($"{database.Name}/kept", CancellationToken.None));
    }

    /// <summary>What a server keeps in shared memory that outlives its processes: PostgreSQL notes the kernel's number of it, the others have none.</summary>
    public static string? SharedMemoryOf(TestServer server) =>
        server is PostgresServer ? File.ReadLines($"{server.Folder}/data/postmaster.pid").ElementAt(6).Split(' ')[^1] : null;

    /// <summary>The kernel's numbers of all shared memory that outlives processes.</summary>
    public static IReadOnlyCollection<string?> SharedMemory() => File.ReadLines("/proc/sysvipc/shm").Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ToHashSet<string?>();

    /// <summary>The processes that work in a folder.</summary>
    public static IEnumerable<string> ProcessesIn(string folder) => Directory.EnumerateDirectories("/proc")
        .Where(process => process.Split('/')[^1].All(char.IsDigit))
        .Where(process => WorkingDirectory(process)?.StartsWith(folder, StringComparison.Ordinal) == true);

    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
