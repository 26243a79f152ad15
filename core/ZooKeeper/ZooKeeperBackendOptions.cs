namespace Orleans.TaskFlow;

/// <summary>Where a <see cref="ZooKeeperBackend"/> keeps its nodes, and how it reaches them.</summary>
public sealed class ZooKeeperBackendOptions
{
    /// <summary>
    /// The servers of the ensemble, with commas between them: <c>h1:2181,h2:2181,h3:2181</c>. A port that is left out is 2181. One of them
    /// is used at a time, and another one when it fails. The connection is not encrypted.
    /// </summary>
    public required string Servers { get; init; }

    /// <summary>
    /// The node that everything is kept below: <c>/taskflow</c> unless set, as in the seeds. It is created, with those above it, by
    /// <see cref="IConnection.UpgradeAsync"/>.
    /// </summary>
    public string Path { get; init; } = "/taskflow";

    /// <summary>
    /// After how long without a sign of life the servers give the session up: 10 seconds unless set, from one second to one hour. The
    /// servers have bounds of their own for it. A new session takes its place, and nothing is lost with the old one.
    /// </summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call waits for the servers, connecting again included, before it fails: 15 seconds unless set, from 100 milliseconds to
    /// one hour. Where it is longer than <see cref="SessionTimeout"/>, a call outlives the loss of one server.
    /// </summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whom to log in as, by the scheme <c>digest</c>; nobody unless set. Every node that is created belongs to this user alone then;
    /// without one, to everybody.
    /// </summary>
    public string? User { get; init; }

    /// <summary>The user's password. It goes over the connection in the clear, and into no message or log.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// How many bytes one node may hold, and about as many all those that are written in one transaction: 1,000,000 unless set, from 10,000
    /// to 100,000,000. The servers' <c>jute.maxbuffer</c> (1,048,575 unless set, and the same on all of them) has to be larger by 40,000 at
    /// least, or they close the connection. A record that is larger is refused; a call that writes more than this in all is split into
    /// several transactions.
    /// </summary>
    public int MaxNodeSize { get; init; } = 1_000_000;
}
