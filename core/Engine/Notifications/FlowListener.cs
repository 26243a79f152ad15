using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>One who listens, with the notifications that he has not taken yet.</summary>
internal sealed class FlowListener
{
    private readonly Channel<FlowNotification> _channel;
    private long _missed;

    /// <param name="capacity">How many wait for him; without one, all that come.</param>
    public FlowListener(int? capacity) => _channel = capacity is { } most
        ? Channel.CreateBounded<FlowNotification>(
            new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed))
        : Channel.CreateUnbounded<FlowNotification>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<FlowNotification> Reader => _channel.Reader;

    public void Add(FlowNotification notification) => _channel.Writer.TryWrite(notification);

    /// <summary>Nothing more comes: he ends once he has taken what there is.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>What is to be told before the next notification, if any before it were lost.</summary>
    public MissedNotification? TakeMissed(FlowNotification next) =>
        Interlocked.Exchange(ref _missed, 0) is var missed and > 0 ? new MissedNotification(next.FlowUuid, next.FlowName, missed) : null;
}
