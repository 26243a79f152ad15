using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Ports on 127.0.0.1 that nobody uses.</summary>
internal static class LoopbackPorts
{
    // Below those that Linux hands out by itself to outgoing connections: a server that is down for a while finds its port free again.
    private const int First = 15_000;
    private const int End = 29_000;
    private const int Attempts = 5;

    /// <summary>Does something with free ports, and again with others if one of them got taken meanwhile.</summary>
    public static async Task<T> UseAsync<T>(int count, Func<IReadOnlyList<int>, Task<T>> start)
    {
        for (int attempt = 1; ; attempt++)
        {
            IReadOnlyList<int> ports = Find(count);
            try
            {
                return await start(ports);
            }
            catch (ServerStartException) when (attempt < Attempts && !ports.All(IsFree))
            {
            }
        }
    }

    private static List<int> Find(int count)
    {
        var ports = new List<int>();
        while (ports.Count < count)
        {
            int port = Random.Shared.Next(First, End);
            if (!ports.Contains(port) && IsFree(port))
            {
                ports.Add(port);
            }
        }

        return ports;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
