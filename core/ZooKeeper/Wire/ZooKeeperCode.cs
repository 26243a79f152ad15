namespace Orleans.TaskFlow;

/// <summary>What ZooKeeper says of a request, in its own numbers.</summary>
internal enum ZooKeeperCode
{
    Ok = 0,
    ConnectionLoss = -4,
    NoNode = -101,
    NoAuth = -102,
    BadVersion = -103,
    NodeExists = -110,
    NotEmpty = -111,
    SessionExpired = -112,
    InvalidAcl = -114,
    AuthFailed = -115,
    SessionMoved = -118,
}
