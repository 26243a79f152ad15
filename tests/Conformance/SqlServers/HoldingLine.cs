using System.Net.Sockets;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>One connection on a <see cref="HoldingNetwork"/>.</summary>
internal sealed class HoldingLine : IDisposable
{
    private readonly TcpClient _client;
    private readonly TcpClient _server;
    private readonly MemoryStream _held = new();
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holds;

    public HoldingLine(TcpClient client, TcpClient server)
    {
        _client = client;
        _server = server;
        _client.NoDelay = true;
        _server.NoDelay = true;
        _ = SendAsync();
        _ = AnswerAsync();
    }

    public void Hold() => _holds = true;

    public Task GivenUpAsync() => _givenUp.Task;

    public async Task ReleaseAsync()
    {
        byte[] held;
        lock (_held)
        {
            held = _held.ToArray();
            _held.SetLength(0);
        }

        if (held.Length > 0)
        {
            await _server.GetStream().WriteAsync(held);
            await _answered.Task;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _held.Dispose();
    }

    private async Task SendAsync()
    {
        await CopyAsync(_client, async bytes =>
        {
            if (!_holds)
            {
                await _server.GetStream().WriteAsync(bytes);
                return;
            }

            lock (_held)
            {
                _held.Write(bytes.Span);
            }
        });
        if (_holds)
        {
            _givenUp.TrySetResult();
        }
        else
        {
            _server.Dispose();
        }
    }

    private async Task AnswerAsync()
    {
        await CopyAsync(_server, async bytes =>
        {
            if (_holds)
            {
                _answered.TrySetResult();
            }
            else
            {
                await _client.GetStream().WriteAsync(bytes);
            }
        });
        _answered.TrySetResult();
        _client.Dispose();
    }

    private static async Task CopyAsync(TcpClient from, Func<ReadOnlyMemory<byte>, Task> toAsync)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            NetworkStream stream = from.GetStream();
            for (int count = await stream.ReadAsync(buffer); count > 0; count = await stream.ReadAsync(buffer))
            {
                await toAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has broken it off.
        }
    }
}
