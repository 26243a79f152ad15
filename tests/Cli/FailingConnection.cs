using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Cli;

/// <summary>A connection whose store is cut off at one of its writes: before it, or after it was made but before that was known.</summary>
/// <param name="inner">The store.</param>
/// <param name="left">How many writes are made yet.</param>
/// <param name="madeAfterAll">Whether the write that fails is made.</param>
internal sealed class FailingConnection(IConnection inner, int left, bool madeAfterAll) : DelegatingConnection(inner)
{
    private int _left = left;

    public override Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default) =>
        WriteAsync(() => Inner.SaveLogBookAsync(book, cancellationToken));

    public override Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) =>
        WriteAsync(() => Inner.DestroyLogBookAsync(uuid, cancellationToken));

    public override async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        FlowDetail? updated = null;
        await WriteAsync(async () => updated = await Inner.UpdateFlowDetailsAsync(flow, cancellationToken));
        return updated!;
    }

    private async Task WriteAsync(Func<Task> write)
    {
        if (_left-- > 0 || (madeAfterAll && _left == -1))
        {
            await write();
        }

        if (_left < 0)
        {
            throw new StorageFailureException("The store was cut off.");
        }
    }
}
