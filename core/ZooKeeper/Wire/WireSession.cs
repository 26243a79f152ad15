namespace Orleans.TaskFlow;

/// <summary>A session as the servers know it.</summary>
/// <param name="Id">Its number; 0 for one that is to begin.</param>
/// <param name="Password">What shows the servers that it is ours.</param>
/// <param name="TimeoutMs">After how long without a sign of life they give it up, in milliseconds; 0 or less once they have.</param>
internal sealed record WireSession(long Id, byte[] Password, int TimeoutMs)
{
    public static WireSession New(TimeSpan timeout) => new(0, new byte[16], (int)timeout.TotalMilliseconds);

    public bool HasEnded => TimeoutMs <= 0;
}
