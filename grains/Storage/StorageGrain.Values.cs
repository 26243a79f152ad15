namespace Orleans.TaskFlow;

/// <content>Answers with values, which may be too large for a message.</content>
internal sealed partial class StorageGrain
{
    public async ValueTask<Document> GetExecuteResultAsync(Guid session, string atomName) =>
        Checked(await In(session, storage => storage.GetExecuteResultAsync(atomName)));

    public async ValueTask<Document> GetRevertResultAsync(Guid session, string atomName) =>
        Checked(await In(session, storage => storage.GetRevertResultAsync(atomName)));

    public async ValueTask<Document> FetchAsync(Guid session, string name) =>
        Checked(await In(session, storage => storage.FetchAsync(name)));

    public async ValueTask<Listing<Document>> FetchManyAsync(Guid session, string name)
    {
        var values = await In(session, storage => storage.FetchManyAsync(name));
        CheckAnswer(values.Sum(value => (long)value.Utf8.Length), "All values of one name in");
        return new Listing<Document>(values);
    }

    public async ValueTask<Map<Listing<Document>>> FetchAllAsync(Guid session)
    {
        var all = await In(session, storage => storage.FetchAllAsync());
        CheckAnswer(all.Values.Sum(values => values.Sum(value => (long)value.Utf8.Length)), "All values of");
        return new Map<Listing<Document>>(all.ToDictionary(pair => pair.Key, pair => new Listing<Document>(pair.Value), StringComparer.Ordinal));
    }

    public async ValueTask<Map<Document>> FetchMappedArgsAsync(Guid session, ArgumentsWanted wanted)
    {
        var arguments = await In(session, storage =>
        storage.FetchMappedArgsAsync(wanted.Mapping.Entries, wanted.AtomName, wanted.Scope, wanted.Optional));
        CheckAnswer(MessageLimit.SizeOf(arguments), "The arguments wanted from");
        return new Map<Document>(arguments);
    }

    public async ValueTask<Listing<string>> FetchUnsatisfiedArgsAsync(Guid session, ArgumentsWanted wanted) =>
        new(await In(session,
            storage => storage.FetchUnsatisfiedArgsAsync(wanted.AtomName!, wanted.Mapping.Entries, wanted.Scope, wanted.Optional)));

    public async ValueTask<RetryHistory> GetRetryHistoryAsync(Guid session, string retryName)
    {
        RetryHistory history = await In(session, storage => storage.GetRetryHistoryAsync(retryName));
        CheckAnswer(history.Attempts.Sum(MessageLimit.SizeOf), "The history of a retry of");
        return history;
    }

    public async ValueTask<Map<RetryHistory>> GetRetryHistoriesAsync(Guid session)
    {
        var histories = await In(session, storage => storage.GetRetryHistoriesAsync());
        CheckAnswer(histories.Values.Sum(history => history.Attempts.Sum(MessageLimit.SizeOf)), "The histories of all retries of");
        return new Map<RetryHistory>(histories);
    }

    /// <exception cref="StorageFailureException">The answer does not fit into a message.</exception>
    private void CheckAnswer(long size, string what) => limit.Check(size, $"{what} flow {FlowUuid}", "Ask for them one by one.");

    // Only tables hold a value that somebody has put there by other ways than the cluster.
    private Document Checked(Document value)
    {
        CheckAnswer(value.Utf8.Length, "A value of");
        return value;
    }
}
