using System.Diagnostics;
using System.Text.Json;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>TaskFlow for Python, asked by processes of its own: forks of one that has loaded it, and ends with the tests.</summary>
internal sealed class PythonPeer
{
    /// <summary>What it ends with when it dies in the middle of a flow.</summary>
    public const int Died = 7;

    private static readonly Lazy<Task<PythonPeer>> Shared = new(() => Task.Run(StartAsync));

    private readonly Process _server;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private PythonPeer(Process server) => _server = server;

    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    public static Task<PythonPeer> FindAsync() => Shared.Value;

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

    private static async Task<PythonPeer> StartAsync()
    {
        string python = await PythonTaskFlow.FindAsync(CancellationToken.None);
        return new PythonPeer(Process.Start(
            new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Peer", "interop_peer.py"), "serve"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            })!);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, object configuration)
    {
        await _turn.WaitAsync();
        try
        {
            await _server.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new[] { command, configuration }));
            await _server.StandardInput.FlushAsync();
            string line = await _server.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The peer's process is gone, and has not answered when asked to {command}.");
            JsonElement said = JsonElement.Parse(line);
            return (said.GetProperty("exit").GetInt32(), said.GetProperty("output").GetString()!, said.GetProperty("errors").GetString()!);
        }
        finally
        {
            _turn.Release();
        }
    }
}
