namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Where the code of an atom waits until it is drawn; one that hangs is never drawn, and ends when its run is cancelled.</summary>
internal sealed class Gate(bool hangs)
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Hangs => hangs;

    public Task PassAsync(CancellationToken cancellationToken) => hangs ? _opened.Task.WaitAsync(cancellationToken) : _opened.Task;

    public void Open() => _opened.SetResult();
}
