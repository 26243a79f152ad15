using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>An activation holds one storage of its flow at a time, whatever calls and openings are still under way.</summary>
public sealed class HeldStorageTests
{
    private readonly Queue<TaskCompletionSource<FlowStorage>> _openings = new();
    private readonly HeldStorage _held;
    private int _opened;

    public HeldStorageTests() => _held = new HeldStorage(() =>
    {
        _opened++;
        return _openings.Dequeue().Task;
    });

    [Fact]
    public async Task Call_AfterForgetWhileAnotherIsUnderWay_OpensOnceThatHasEnded()
    {
        await OpensAsync();
        var written = new TaskCompletionSource<bool>();
        Task<bool> writing = _held.CallAsync(_ => written.Task).AsTask();
        FlowStorage next = await OpensAsync();

        _held.Forget();
        Task<FlowStorage> opening = _held.CallAsync(Task.FromResult).AsTask();
        int openedMeanwhile = _opened;
        written.SetException(new StorageFailureException("It was not written."));

        await Assert.ThrowsAsync<StorageFailureException>(() => writing);
        Assert.Same(next, await opening);
        Assert.Equal((1, 2), (openedMeanwhile, _opened));
    }

    [Fact]
    public async Task Opening_ThatFailsAfterItWasForgotten_LeavesTheNextStorage()
    {
        TaskCompletionSource<FlowStorage> late = Opens();
        Task<FlowStorage> failing = _held.CallAsync(Task.FromResult).AsTask();
        _held.Forget();
        FlowStorage next = await OpensAsync();
        Task<FlowStorage> opening = _held.CallAsync(Task.FromResult).AsTask();

        late.SetException(new StorageFailureException("It could not be read."));

        await Assert.ThrowsAsync<StorageFailureException>(() => failing);
        Assert.Same(next, await opening);
        Assert.Same(next, await _held.CallAsync(Task.FromResult));
        Assert.True(_held.IsCurrent(next));
        Assert.Equal(2, _opened);
    }

    [Fact]
    public async Task Opening_ThatThrowsAtOnce_IsTriedAgainByTheNextCall()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _held.CallAsync(Task.FromResult).AsTask());

        FlowStorage storage = await OpensAsync();
        Assert.Same(storage, await _held.CallAsync(Task.FromResult));
    }

    /// <summary>Lets the next opening wait.</summary>
    private TaskCompletionSource<FlowStorage> Opens()
    {
        var opening = new TaskCompletionSource<FlowStorage>();
        _openings.Enqueue(opening);
        return opening;
    }

    /// <summary>Lets the next opening find a storage.</summary>
    private async Task<FlowStorage> OpensAsync()
    {
        FlowStorage storage = await FlowStorage.OpenInMemoryAsync(new FlowDetail("flow", "flow-1"));
        Opens().SetResult(storage);
        return storage;
    }
}
