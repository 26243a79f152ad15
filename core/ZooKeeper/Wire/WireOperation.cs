namespace Orleans.TaskFlow;

/// <summary>What a request asks for, in ZooKeeper's own numbers.</summary>
internal enum WireOperation
{
    Create = 1,
    Delete = 2,
    Exists = 3,
    GetData = 4,
    SetData = 5,
    Sync = 9,
    Ping = 11,
    GetChildren = 12,
    Several = 14,
    Authenticate = 100,
    Error = -1,
    Close = -11,
}
