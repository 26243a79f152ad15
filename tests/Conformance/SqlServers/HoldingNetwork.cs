using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>The way to a server, on which what is sent can be held back and arrive late: after its sender has given up, or has sent other things.</summary>
internal sealed class HoldingNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly List<HoldingLine> _lines = [];
    private readonly Task _accepting;

    public HoldingNetwork(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Holds back whatever comes on the connections that there are by now.</summary>
    public void Hold() => EachLine(line => line.Hold());

    /// <summary>When a client has closed a connection on which something of his is held back.</summary>
    public Task GivenUpAsync() => Task.WhenAny(Lines().Select(line => line.GivenUpAsync()));

    /// <summary>Lets it go to the server, and waits for the answers.</summary>
    public Task ReleaseAsync() => Task.WhenAll(Lines().Select(line => line.ReleaseAsync()));

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        EachLine(line => line.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                lock (_lines)
                {
                    _lines.Add(new HoldingLine(client, server));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private HoldingLine[] Lines()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    private void EachLine(Action<HoldingLine> action) => Array.ForEach(Lines(), action);
}
