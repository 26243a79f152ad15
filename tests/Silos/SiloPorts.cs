using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Silos;

/// <summary>The three ports of a silo.</summary>
public sealed record SiloPorts(int Silo, int Gateway, int Health)
{
    // Below those that systems give to outgoing connections: a port must stay free while its silo is being restarted.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    // Of what this process has given out: another silo on a port, while its own is down, would share that port when it comes back.
    private static readonly ConcurrentBag<FileStream> _held = [];

    /// <summary>Ports that nobody listens on, and no other silo of tests gets as long as this process lives.</summary>
    public static SiloPorts Free()
    {
        var free = Candidates().Distinct().Where(port => IsFree(port) && TryHold(port)).Take(3).ToArray();
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

    private static bool TryHold(int port)
    {
        try
        {
            string path = Path.Combine(Path.GetTempPath(), $"taskflow-port-{port}");
            _held.Add(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
