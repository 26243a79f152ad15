namespace Orleans.TaskFlow;

/// <summary>A request that ZooKeeper refuses, or that got no answer because its connection was lost.</summary>
/// <param name="code">What ZooKeeper says.</param>
/// <param name="innerException">What became of the connection.</param>
/// <param name="index">Which of the changes that were to be made together is refused.</param>
internal sealed class ZooKeeperException(ZooKeeperCode code, Exception? innerException = null, int index = 0)
    : Exception($"ZooKeeper says {code} ({(int)code}).", innerException)
{
    public ZooKeeperCode Code => code;

    public int Index => index;

    /// <summary>Whether there is no answer because the connection or the session has ended.</summary>
    public bool IsLoss => code is ZooKeeperCode.ConnectionLoss or ZooKeeperCode.SessionExpired or ZooKeeperCode.SessionMoved;
}
