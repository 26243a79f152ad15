using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.MySql;

/// <summary>A server that takes little in one statement, for all tests that want one.</summary>
internal static class MariaDbSmallPackets
{
    /// <summary>The least that a server should be set to.</summary>
    public const int PacketSize = 1024 * 1024;

    private static readonly Lazy<Task<MariaDbServer>> _server = new(() => Task.Run(() => MariaDbServer.StartAsync(
        new Dictionary<string, string> { ["max_allowed_packet"] = $"{PacketSize}" })));

    public static async Task<MariaDbDatabase> CreateAsync() => await MariaDbDatabase.CreateAsync(await _server.Value);
}
