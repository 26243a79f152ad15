using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// The temporary folder of a server. It is gone, and every process that works in it, when it is disposed or when the process of the tests
/// ends, however that ends.
/// </summary>
/// <remarks>
/// A shell waits at the other end of a pipe for the tests to let go of it, which the kernel does for them if they are killed. What belongs to the
/// server is told by its working directory, which all three kinds of server have inside their folder: PostgreSQL's processes leave their
/// session and overwrite their environment.
/// </remarks>
internal sealed class ServerFolder : IAsyncDisposable
{
    // $1 is the folder, $2 the signal on which the server tidies up what it keeps outside it, or nothing.
    // PostgreSQL notes its shared memory in the last line of postmaster.pid but one; it stays behind if the server was killed.
    private const string Guard = """
        cd /
        exec >/dev/null 2>&1
        trap '' INT TERM HUP
        servers() { find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -lname "$1/*" -printf '%h\n' | cut -d/ -f3; }
        cat
        if [ -n "$2" ]; then
            pids=$(servers "$1")
            [ -n "$pids" ] && kill -CONT $pids; kill -s "$2" $pids
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
                [ -z "$(servers "$1")" ] && break
                sleep 0.1
            done
        fi
        for i in 1 2 3 4 5 6 7 8 9 10; do
            pids=$(servers "$1")
            [ -z "$pids" ] && break
            kill -KILL $pids
            sleep 0.1
        done
        memory=$(sed -n '7s/.* //p' "$1/data/postmaster.pid")
        [ -n "$memory" ] && ipcrm -m "$memory"
        mountpoint -q "$1/data" && umount -l "$1/data"
        rm -rf "$1"
        """;

    private readonly Process _guard;

    private ServerFolder(string path, Process guard)
    {
        Path = path;
        _guard = guard;
    }

    public string Path { get; }

    public string Log => System.IO.Path.Combine(Path, "log");

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public static async Task<ServerFolder> CreateAsync(
        string kind, ServerAccount account, string? tidySignal, CancellationToken cancellationToken)
    {
        string path = Directory.CreateTempSubdirectory($"taskflow-{kind}-").FullName;
        // A session of its own: what interrupts the tests, such as Ctrl-C, must leave the shell alive to tidy up.
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Guard, "guard", path, tidySignal ?? ""]) { RedirectStandardInput = true };
        var folder = new ServerFolder(path, Process.Start(start)!);
        await account.OwnAsync(path, cancellationToken);
        return folder;
    }

    /// <summary>The processes that work in it.</summary>
    public IReadOnlyList<int> Processes()
    {
        var found = new List<int>();
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(process), out int id) && WorkingDirectory(process) is { } folder
                && folder.StartsWith($"{Path}/", StringComparison.Ordinal))
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>The end of what the server wrote, for messages.</summary>
    public string EndOfLog() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "(no log)";

    public async ValueTask DisposeAsync()
    {
        Release();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    /// <summary>Lets the shell do its work, and does not wait.</summary>
    public void Release() => _guard.StandardInput.Close();

    private static string? WorkingDirectory(string process)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or just ended.
            return null;
        }
    }
}
