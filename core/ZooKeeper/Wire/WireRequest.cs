namespace Orleans.TaskFlow;

/// <summary>A request on its way, and who waits for the answer.</summary>
internal sealed class WireRequest(Memory<byte> packet)
{
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The request, with a number that is set as it is sent.</summary>
    public Memory<byte> Packet => packet;

    /// <summary>Its number on the connection.</summary>
    public int Number { get; set; }

    /// <summary>What the answer holds behind its header.</summary>
    public Task<byte[]> Answer => _answer.Task;

    public void Complete(byte[] answer) => _answer.TrySetResult(answer);

    public void Fail(ZooKeeperCode code, Exception? cause = null) => _answer.TrySetException(new ZooKeeperException(code, cause));
}
