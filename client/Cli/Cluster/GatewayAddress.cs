using System.Globalization;
using System.Net;

namespace Orleans.TaskFlow.Cli;

/// <summary>Where a cluster is: gateways of some of its silos, and the names that its silos have in common.</summary>
internal sealed record GatewayAddress(IReadOnlyList<DnsEndPoint> Gateways, string ClusterId, string ServiceId)
{
    private const string Example = "cluster://silo1:30000,silo2:30000?cluster_id=default&service_id=default";
    private const string DefaultId = "default";
    private const int DefaultPort = 30_000;

    /// <exception cref="ArgumentException">It is not the address of a cluster.</exception>
    public static GatewayAddress Of(BackendAddress address)
    {
        address.AllowOptions("cluster_id", "service_id");
        if (address.User is not null || address.Password is not null || address.Path is not null)
        {
            throw new ArgumentException($"The backend '{address.Name}' has no user, password or path: write its URI as {Example}.");
        }

        return new GatewayAddress(
            [.. (address.Host ?? "localhost").Split(',').Select(Gateway)],
            address.Options.GetValueOrDefault("cluster_id", DefaultId),
            address.Options.GetValueOrDefault("service_id", DefaultId));
    }

    public override string ToString() => string.Join(", ", Gateways.Select(gateway => $"{gateway.Host}:{gateway.Port}"));

    private static DnsEndPoint Gateway(string server)
    {
        int colon = server.EndsWith(']') ? -1 : server.LastIndexOf(':');
        string port = colon < 0 ? $"{DefaultPort}" : server[(colon + 1)..];
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            ? new DnsEndPoint((colon < 0 ? server : server[..colon]).Trim('[', ']'), number)
            : throw new ArgumentException($"The gateway '{server}' has a port that is none: write the URI as {Example}.");
    }
}
