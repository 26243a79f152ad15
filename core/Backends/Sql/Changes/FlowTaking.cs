namespace Orleans.TaskFlow;

/// <summary>Takes a flow from whoever owns it; the new number, or <see langword="null"/> if there is no such flow.</summary>
/// <param name="uuid">The flow.</param>
/// <param name="taken">The number under which it was owned just now.</param>
internal sealed class FlowTaking(string uuid, long taken) : SqlChange<long?>
{
    private readonly long _next = FlowEpoch.After(taken);

    public override bool IsTogether => false;

    public override string Uuid => uuid;

    public override void Declare(ISqlBatch batch) => Bind(batch.Add(batch.Statements.TakeFlow), (uuid, _next, taken));

    public override long? Declared() => _next;

    // Somebody else has taken it in between, and it is taken from him.
    public override async ValueTask<long?> ApplyAsync(ISqlSession session)
    {
        if (await FlowTable.EpochHeadAsync(session, uuid) is not { } stored)
        {
            return null;
        }

        long next = FlowEpoch.After(stored);
        await session.ExecuteAsync(session.Statements.TakeFlow, (uuid, next, stored), Bind);
        return next;
    }

    private static void Bind(ISqlParameters to, (string Uuid, long Next, long Taken) given) =>
        to.Bind(given.Next).Bind(given.Uuid).Bind(given.Taken);
}
