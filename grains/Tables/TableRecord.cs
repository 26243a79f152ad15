namespace Orleans.TaskFlow;

/// <summary>What the grains over the tables have in common.</summary>
internal static class TableRecord
{
    /// <summary>Where nobody expects a revision.</summary>
    public const long NoRevision = 0;

    public static AtomRecord Of(AtomDetail detail) => new() { FlowUuid = detail.FlowUuid ?? "", Detail = detail, Revision = NoRevision };

    /// <summary>Refuses to send what does not fit into a message: not everything in the tables came in one.</summary>
    /// <exception cref="StorageFailureException">It does not fit.</exception>
    public static void Check(MessageLimit limit, long size, string what, string uuid) =>
        limit.Check(size, $"The record of {what} {uuid}", "Read it from the database.");

    /// <exception cref="NotSupportedException">There is an expectation. Storages write their flow into the tables themselves.</exception>
    public static void RefuseExpectation(long? revision)
    {
        if (revision is not null)
        {
            throw new NotSupportedException("A silo that keeps logbooks in tables does not compare revisions for others: open the flow's storage.");
        }
    }
}
