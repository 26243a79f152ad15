using System.Text.Json;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>TaskFlow for Python: Debian's python3-taskflow, which is installed where it is missing and the tests may install it.</summary>
internal sealed class PythonPeer
{
    /// <summary>What it ends with when it dies in the middle of a flow.</summary>
    public const int Died = 7;

    private const string Python = "/usr/bin/python3";
    private const string Modules = "/usr/lib/python3/dist-packages";

    private static readonly string[] _packages =
        ["python3-taskflow", "python3-sqlalchemy-utils", "python3-alembic", "python3-psycopg2", "python3-pymysql", "python3-kazoo"];

    private static readonly string[] _modules = ["taskflow", "sqlalchemy_utils", "alembic", "psycopg2", "pymysql", "kazoo"];

    private PythonPeer()
    {
    }

    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    public static async Task<PythonPeer> FindAsync() => await DebianPackages.FindAsync(
        () => File.Exists(Python) && _modules.All(module => Directory.Exists(Path.Combine(Modules, module))) ? new PythonPeer() : null,
        "TaskFlow for Python",
        "no variable; these tests need it at " + Python,
        _packages,
        CancellationToken.None);

    /// <summary>Makes the peer do something on a store.</summary>
    /// <param name="command">What.</param>
    /// <param name="configuration">The store, as it configures backends.</param>
    /// <returns>Its answer.</returns>
    public async Task<JsonElement> AskAsync(string command, object configuration)
    {
        var (exitCode, output, errors) = await RunAsync(command, configuration);
        return exitCode == 0
            ? JsonElement.Parse(output)
            : throw new InvalidOperationException($"The peer ended with {exitCode} when asked to {command}: {errors}");
    }

    /// <summary>Makes the peer begin the flow and die in its second task.</summary>
    public async Task DieAsync(object configuration)
    {
        var (exitCode, output, errors) = await RunAsync("begin", configuration);
        if (exitCode != Died)
        {
            throw new InvalidOperationException($"The peer was to die, and ended with {exitCode}: {output} {errors}");
        }
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, object configuration) =>
        new Command(Python, Path.Combine(AppContext.BaseDirectory, "Peer", "interop_peer.py"), command, JsonSerializer.Serialize(configuration))
            .TryAsync(CancellationToken.None);
}
