using Orleans.Storage;
using Orleans.TaskFlow;

namespace Orleans.Configuration;

/// <summary>Where a ZooKeeper grain storage keeps the states of grains, and how it reaches them.</summary>
public sealed class ZooKeeperGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <inheritdoc cref="ZooKeeperBackendOptions.Servers"/>
    public string Servers { get; set; } = "";

    /// <summary>
    /// The node that everything is kept below: <c>/orleans</c> unless set. A state is the node
    /// <c>PATH/SERVICE-ID/STATE-NAME/GRAIN-TYPE/GRAIN-KEY</c>, in which characters that a node's name cannot hold are percent-encoded.
    /// </summary>
    public string Path { get; set; } = "/orleans";

    /// <inheritdoc cref="ZooKeeperBackendOptions.SessionTimeout"/>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="ZooKeeperBackendOptions.OperationTimeout"/>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="ZooKeeperBackendOptions.User"/>
    public string? User { get; set; }

    /// <inheritdoc cref="ZooKeeperBackendOptions.Password"/>
    [Redact]
    public string? Password { get; set; }

    /// <summary>
    /// How many bytes a state may have: 1,000,000 unless set, from 10,000 to 100,000,000. The servers' <c>jute.maxbuffer</c> (1,048,575
    /// unless set) has to be larger by 40,000 at least. A state that is larger is refused with a <see cref="TooLargeException"/>.
    /// </summary>
    public int MaxNodeSize { get; set; } = 1_000_000;

    /// <summary>The silo's own, or the one that is registered under the storage's name, unless set.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    internal ZooKeeperBackendOptions ToBackendOptions() => new()
    {
        Servers = Servers,
        Path = Path,
        SessionTimeout = SessionTimeout,
        OperationTimeout = OperationTimeout,
        User = User,
        Password = Password,
        MaxNodeSize = MaxNodeSize,
    };
}
