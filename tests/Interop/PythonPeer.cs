using System.Text.Json;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>TaskFlow for Python, asked by processes of its own.</summary>
internal sealed class PythonPeer
{
    /// <summary>What it ends with when it dies in the middle of a flow.</summary>
    public const int Died = 7;

    private readonly string _python;

    private PythonPeer(string python) => _python = python;

    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    public static async Task<PythonPeer> FindAsync() => new(await PythonTaskFlow.FindAsync(CancellationToken.None));

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

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, object configuration) =>
        new Command(_python, Path.Combine(AppContext.BaseDirectory, "Peer", "interop_peer.py"), command, JsonSerializer.Serialize(configuration))
            .TryAsync(CancellationToken.None);
}
