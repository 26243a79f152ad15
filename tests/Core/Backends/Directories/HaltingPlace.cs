namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A place in a program at which whoever comes by can be halted.</summary>
internal sealed class HaltingPlace : IDisposable
{
    private readonly ManualResetEventSlim _goOn = new(initialState: true);
    private TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once somebody is halted.</summary>
    public Task IsHalted => _halted.Task;

    /// <summary>Halts those who come by from now on.</summary>
    public void Halt()
    {
        _halted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _goOn.Reset();
    }

    public void GoOn() => _goOn.Set();

    public void ComeBy()
    {
        _halted.TrySetResult();
        _goOn.Wait();
    }

    public void Dispose()
    {
        _goOn.Set();
        _goOn.Dispose();
    }
}
