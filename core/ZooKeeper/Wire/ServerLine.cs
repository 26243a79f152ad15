using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// One connection to one server, on which a session goes on. Requests are sent as they come, without waiting for earlier answers, and
/// answered in that order. Once the connection is lost it stays so.
/// </summary>
internal sealed class ServerLine : IDisposable
{
    private const int PingNumber = -2;
    private const int AuthenticationNumber = -4;
    private const int NotificationNumber = -1;
    private const int NumberOffset = 4;
    private const int LargestAnswer = 1 << 30;

    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly TimeProvider _time;
    private readonly Channel<WireRequest> _outgoing = Channel.CreateUnbounded<WireRequest>(new() { SingleReader = true });
    private readonly ConcurrentQueue<WireRequest> _sent = new();
    private readonly CancellationTokenSource _lost = new();
    private long _lastHeard;
    private int _number;

    private ServerLine(Socket socket, TimeProvider time)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream);
        _time = time;
        _lastHeard = time.GetTimestamp();
    }

    /// <summary>The number of the last transaction that was heard of.</summary>
    public long LastTransaction { get; private set; }

    /// <summary>Connects to a server; says nothing to it yet.</summary>
    /// <exception cref="SocketException">There is none.</exception>
    public static async Task<ServerLine> ConnectAsync(string host, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host.Trim('[', ']'), port, cancellationToken);
            return new ServerLine(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins a session, or goes on with one.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<WireSession> BeginAsync(WireSession session, long lastTransaction, CancellationToken cancellationToken)
    {
        LastTransaction = lastTransaction;
        Memory<byte> packet = new JuteWriter().Int(0).Long(lastTransaction).Int(session.TimeoutMs).Long(session.Id).Buffer(session.Password)
            .Bool(false).ToPacket();
        await _stream.WriteAsync(packet, cancellationToken);
        return Read(await ReceiveAsync(cancellationToken));

        static WireSession Read(byte[] answer)
        {
            var reader = new JuteReader(answer);
            _ = reader.Int();
            int timeout = reader.Int();
            return new WireSession(reader.Long(), reader.Buffer(), timeout);
        }
    }

    /// <summary>Sends and receives until the connection is lost, which an answer that is overdue is taken for, too.</summary>
    /// <param name="timeout">The time-out of the session.</param>
    /// <param name="authentication">A packet that logs in; none if null.</param>
    /// <returns>Why it was lost.</returns>
    public async Task<Exception> RunAsync(TimeSpan timeout, Memory<byte>? authentication)
    {
        Task[] loops = [SendAsync(authentication), ReceiveAllAsync(), WatchAsync(timeout)];
        Task first = await Task.WhenAny(loops);
        Exception cause = first.Exception?.InnerException ?? new IOException("The connection was closed.");
        _outgoing.Writer.TryComplete();
        await _lost.CancelAsync();
        await _stream.DisposeAsync();
        await Task.WhenAll(loops).ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        while (_sent.TryDequeue(out WireRequest? request) || _outgoing.Reader.TryRead(out request))
        {
            request.Fail(ZooKeeperCode.ConnectionLoss, cause);
        }

        return cause;
    }

    /// <summary>Sends a request whose packet has room for its number.</summary>
    /// <exception cref="ZooKeeperException">It is refused, or the connection was lost before the answer came.</exception>
    public Task<byte[]> AskAsync(Memory<byte> packet)
    {
        var request = new WireRequest(packet);
        if (!_outgoing.Writer.TryWrite(request))
        {
            request.Fail(ZooKeeperCode.ConnectionLoss);
        }

        return request.Answer;
    }

    /// <summary>Takes the connection for lost.</summary>
    public void Abort() => _lost.Cancel();

    public void Dispose() => _stream.Dispose();

    /// <summary>A packet that logs in.</summary>
    public static Memory<byte> Authentication(string scheme, ReadOnlySpan<byte> credentials) =>
        new JuteWriter().Int(AuthenticationNumber).Int((int)WireOperation.Authenticate).Int(0).Text(scheme).Buffer(credentials).ToPacket();

    private async Task SendAsync(Memory<byte>? authentication)
    {
        if (authentication is { } packet)
        {
            await _stream.WriteAsync(packet, _lost.Token);
        }

        var together = new ArrayBufferWriter<byte>();
        while (await _outgoing.Reader.WaitToReadAsync(_lost.Token))
        {
            while (together.WrittenCount < 64 * 1024 && _outgoing.Reader.TryRead(out WireRequest? request))
            {
                if (BinaryPrimitives.ReadInt32BigEndian(request.Packet.Span[NumberOffset..]) != PingNumber)
                {
                    request.Number = ++_number & int.MaxValue;
                    BinaryPrimitives.WriteInt32BigEndian(request.Packet.Span[NumberOffset..], request.Number);
                    _sent.Enqueue(request);
                }

                together.Write(request.Packet.Span);
            }

            await _stream.WriteAsync(together.WrittenMemory, _lost.Token);
            together.ResetWrittenCount();
        }
    }

    private async Task ReceiveAllAsync()
    {
        while (true)
        {
            Take(await ReceiveAsync(_lost.Token));
        }
    }

    private void Take(byte[] packet)
    {
        Interlocked.Exchange(ref _lastHeard, _time.GetTimestamp());
        var reader = new JuteReader(packet);
        int number = reader.Int();
        long transaction = reader.Long();
        var code = (ZooKeeperCode)reader.Int();
        LastTransaction = Math.Max(LastTransaction, transaction);
        if (number is PingNumber or NotificationNumber)
        {
            return;
        }

        if (number == AuthenticationNumber)
        {
            if (code != ZooKeeperCode.Ok)
            {
                throw new ZooKeeperException(code);
            }

            return;
        }

        if (!_sent.TryDequeue(out WireRequest? request) || request.Number != number)
        {
            request?.Fail(ZooKeeperCode.ConnectionLoss);
            throw new InvalidDataException($"ZooKeeper answered request {number}, for which it was not the turn.");
        }

        if (code == ZooKeeperCode.Ok)
        {
            request.Complete(packet[16..]);
        }
        else
        {
            request.Fail(code);
        }
    }

    private async Task WatchAsync(TimeSpan timeout)
    {
        using var ticks = new PeriodicTimer(timeout / 6, _time);
        while (await ticks.WaitForNextTickAsync(_lost.Token))
        {
            if (_time.GetElapsedTime(Interlocked.Read(ref _lastHeard)) > timeout * 2 / 3)
            {
                throw new IOException("The server has given no sign of life for two thirds of the session's time-out.");
            }

            _outgoing.Writer.TryWrite(new WireRequest(new JuteWriter().Int(PingNumber).Int((int)WireOperation.Ping).ToPacket()));
        }
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        int size = BinaryPrimitives.ReadInt32BigEndian(await ReceiveAsync(sizeof(int), cancellationToken));
        return size is >= 0 and <= LargestAnswer
            ? await ReceiveAsync(size, cancellationToken)
            : throw new InvalidDataException($"A packet of {size} bytes was announced, which no server of ZooKeeper would send.");
    }

    private async Task<byte[]> ReceiveAsync(int size, CancellationToken cancellationToken)
    {
        if (size == 0)
        {
            return [];
        }

        ReadResult read = await _reader.ReadAtLeastAsync(size, cancellationToken);
        if (read.Buffer.Length < size)
        {
            throw new EndOfStreamException("The server has closed the connection.");
        }

        byte[] bytes = read.Buffer.Slice(0, size).ToArray();
        _reader.AdvanceTo(read.Buffer.GetPosition(size));
        return bytes;
    }
}
