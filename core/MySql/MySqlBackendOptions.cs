namespace Orleans.TaskFlow;

/// <summary>Which database a <see cref="MySqlBackend"/> keeps its tables in, and how long it waits for it.</summary>
public sealed class MySqlBackendOptions
{
    /// <summary>
    /// Where the database is and who logs in, in MySqlConnector's form: <c>Server=db;Database=flows;User ID=me;Password=…</c>. The
    /// three options below win over what it says of the same.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>How long making a connection may take; 15 seconds unless set. From one second to one hour, in whole seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the server may take to answer a statement; 30 seconds unless set. From one second to one day, in whole seconds. A
    /// write that is not answered in time may have been made.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most connections that one backend opens at once; 16 unless set. From 1 to 1,000. Writing takes up to 6 of them, and each
    /// reader at the same time one more; who finds none free waits.
    /// </summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>
    /// How many bytes the record of a logbook, a flow or an atom may have, name, result and retry history together: 268,435,456 (256 MiB)
    /// unless set, from 10,000 to 536,870,912. Less, where the server's <c>max_allowed_packet</c> is less. A larger one is refused.
    /// </summary>
    public int MaxRecordSize { get; init; } = RecordLimit.Default;
}
