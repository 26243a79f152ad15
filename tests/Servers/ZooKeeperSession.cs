using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>As much of ZooKeeper's protocol as it takes to create a node and to read it, and to ask a server how it is.</summary>
internal sealed class ZooKeeperSession : IAsyncDisposable
{
    private const int TimeoutMs = 10_000;
    private const int CreateRequest = 1;
    private const int GetDataRequest = 4;
    private const int CloseRequest = -11;
    private const int AllPermissions = 31;

    private readonly TcpClient _client;
    private int _requests;

    private ZooKeeperSession(TcpClient client) => _client = client;

    /// <summary>Opens a session.</summary>
    /// <exception cref="IOException">The server serves no requests.</exception>
    public static async Task<ZooKeeperSession> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            var session = new ZooKeeperSession(client);
            // Protocol 0, no transaction seen, time-out, no earlier session and its password, not read-only.
            await session.SendAsync([.. Int(0), .. Long(0), .. Int(TimeoutMs), .. Long(0), .. Buffer(new byte[16]), 0], cancellationToken);
            await session.ReceiveAsync(cancellationToken);
            return session;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Asks a server on this machine one of the four letter words.</summary>
    /// <returns>What it says; nothing if it does not answer.</returns>
    public static async Task<string> AskAsync(int port, string word, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(word), cancellationToken);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return "";
        }
    }

    /// <summary>Creates a lasting node that everybody may change.</summary>
    public Task CreateAsync(string path, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => RequestAsync(
        CreateRequest,
        [.. Text(path), .. Buffer(value.Span), .. Int(1), .. Int(AllPermissions), .. Text("world"), .. Text("anyone"), .. Int(0)],
        cancellationToken);

    /// <summary>Reads the value of a node.</summary>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] reply = await RequestAsync(GetDataRequest, [.. Text(path), 0], cancellationToken);
        return reply[sizeof(int)..(sizeof(int) + BinaryPrimitives.ReadInt32BigEndian(reply))];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeoutMs);
            await RequestAsync(CloseRequest, [], limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The server is gone; so is the session, when its time is over.
        }

        _client.Dispose();
    }

    private async Task<byte[]> RequestAsync(int type, byte[] body, CancellationToken cancellationToken)
    {
        await SendAsync([.. Int(++_requests), .. Int(type), .. body], cancellationToken);
        // Number of the request, transaction, error, and what was asked for.
        byte[] reply = await ReceiveAsync(cancellationToken);
        int error = BinaryPrimitives.ReadInt32BigEndian(reply.AsSpan(12));
        return error == 0 ? reply[16..] : throw new IOException($"ZooKeeper answered a request of type {type} with error {error}.");
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellationToken) =>
        await _client.GetStream().WriteAsync((byte[])[.. Int(message.Length), .. message], cancellationToken);

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] length = new byte[sizeof(int)];
        await _client.GetStream().ReadExactlyAsync(length, cancellationToken);
        byte[] message = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await _client.GetStream().ReadExactlyAsync(message, cancellationToken);
        return message;
    }

    private static byte[] Int(int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string value) => Buffer(Encoding.UTF8.GetBytes(value));

    private static byte[] Buffer(ReadOnlySpan<byte> value) => [.. Int(value.Length), .. value];
}
