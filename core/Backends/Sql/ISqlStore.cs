namespace Orleans.TaskFlow;

/// <summary>A database that holds the three tables.</summary>
internal interface ISqlStore
{
    /// <summary>For messages: what and where it is, without secrets.</summary>
    string Description { get; }

    /// <summary>The longest uuid in characters that it can keep; <see langword="null"/> for any.</summary>
    int? LongestUuid { get; }

    /// <summary>
    /// Whether a change of several statements shares its commit with others. Where it does not, each such change is a transaction of its own.
    /// </summary>
    bool SharesTogether => false;

    /// <summary>The largest record; asks the server, where that has a limit of its own, the first time.</summary>
    /// <exception cref="StorageFailureException">It cannot be asked.</exception>
    ValueTask<RecordLimit> FindLimitAsync(CancellationToken cancellationToken);

    Task UpgradeAsync(CancellationToken cancellationToken);

    Task ValidateAsync(CancellationToken cancellationToken);

    /// <summary>Makes a change; it is durable when the task ends.</summary>
    Task<T> WriteAsync<T>(SqlChange<T> change);

    /// <summary>Reads.</summary>
    /// <param name="read">Reads; called once, or again if the connection was lost.</param>
    /// <param name="together">Whether it is several statements, which have to see the store as of one moment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, bool together, CancellationToken cancellationToken);
}
