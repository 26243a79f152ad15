namespace Orleans.TaskFlow;

/// <summary>Has atoms called that are RUNNING or REVERTING: looks up their arguments, and how long a retry is to wait before its attempt.</summary>
internal sealed class CallStarter(AtomCaller caller, RetryAttempts attempts, CallQueue calls)
{
    /// <exception cref="NotFoundException">An argument cannot be had.</exception>
    /// <exception cref="InvalidOperationException">A retry wants to wait for longer than one can, or for less than nothing.</exception>
    public async Task StartAsync(ExecutionNode node, bool executes)
    {
        PendingCall call = await caller.PrepareAsync(node, executes);
        TimeSpan delay = TimeSpan.Zero;
        if (executes && node.Atom is RetryAtom { Delay: { } delayAfter } && attempts[node.Index] > 0)
        {
            delay = delayAfter(attempts[node.Index]);
            if (delay < TimeSpan.Zero || delay > TimeLimit.Longest)
            {
                throw new InvalidOperationException($"Retry '{node.Name}' wants to wait {delay}; it may wait from nothing to {TimeLimit.Longest}.");
            }
        }

        calls.Add(call, delay);
    }
}
