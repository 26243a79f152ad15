using Orleans.TaskFlow;

namespace Orleans.Configuration;

/// <summary>Where ZooKeeper keeps the reminders of grains, and how it is reached.</summary>
public sealed class ZooKeeperReminderTableOptions
{
    /// <inheritdoc cref="ZooKeeperBackendOptions.Servers"/>
    public string Servers { get; set; } = "";

    /// <summary>
    /// The node that everything is kept below: <c>/orleans-reminders</c> unless set. A reminder is the node
    /// <c>PATH/SERVICE-ID/XX/HASH-LENGTH-GRAIN-REMINDER</c>, in which characters that a node's name cannot hold are percent-encoded: the
    /// grain's hash, its first two digits once more above, the number of characters of the grain's id, the id and the reminder's name.
    /// </summary>
    public string Path { get; set; } = "/orleans-reminders";

    /// <inheritdoc cref="ZooKeeperBackendOptions.SessionTimeout"/>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="ZooKeeperBackendOptions.OperationTimeout"/>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="ZooKeeperBackendOptions.User"/>
    public string? User { get; set; }

    /// <inheritdoc cref="ZooKeeperBackendOptions.Password"/>
    [Redact]
    public string? Password { get; set; }

    internal ZooKeeperBackendOptions ToBackendOptions() => new()
    {
        Servers = Servers,
        Path = Path,
        SessionTimeout = SessionTimeout,
        OperationTimeout = OperationTimeout,
        User = User,
        Password = Password,
    };
}
