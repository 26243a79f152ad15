using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The three ports of a silo.</summary>
internal sealed record SiloPorts(int Silo, int Gateway, int Health)
{
    /// <summary>Ports that nobody listened on just now.</summary>
    public static SiloPorts Free()
    {
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        try
        {
            var ports = Array.ConvertAll(listeners, listener =>
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            });
            return new SiloPorts(ports[0], ports[1], ports[2]);
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Stop());
        }
    }
}
