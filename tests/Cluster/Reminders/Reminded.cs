using System.Threading.Channels;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The reminders that the grains of a silo get, in their order.</summary>
public sealed class Reminded
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    public void Tell(string reminder) => _told.Writer.TryWrite(reminder);

    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _told.Reader.ReadAsync(patience.Token);
    }
}
