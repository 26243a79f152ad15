using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Silos;

/// <summary>The three ports of a silo.</summary>
public sealed record SiloPorts(int Silo, int Gateway, int Health)
{
    // Below those that systems give to outgoing connections: a port must stay free while its silo is being restarted.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    /// <summary>Ports that nobody listened on just now.</summary>
    public static SiloPorts Free()
    {
        var free = Candidates().Distinct().Where(IsFree).Take(3).ToArray();
        return new SiloPorts(free[0], free[1], free[2]);
    }

    private static IEnumerable<int> Candidates()
    {
        while (true)
        {
            yield return Random.Shared.Next(Lowest, Highest);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
