namespace Orleans.TaskFlow;

/// <summary>A flow that is to be started under a uuid, where there may be one already.</summary>
internal static class NewFlow
{
    /// <summary>The logbook of a new flow, whole as it is to be saved: with the values that it starts with.</summary>
    public static LogBook Book(FlowDetail detail, IReadOnlyDictionary<string, Document>? values, TimeProvider time)
    {
        if (values is { Count: > 0 })
        {
            detail.Add(Injections.NewInjector(values));
        }

        return new LogBook(detail.Name, detail.Uuid, time) { detail };
    }

    /// <summary>The flow that has the uuid already; <see langword="null"/> if there is none.</summary>
    /// <exception cref="DuplicateException">It is another factory's.</exception>
    public static async Task<FlowDetail?> FindAsync(
        IConnection connection, string flowUuid, string factoryName, CancellationToken cancellationToken)
    {
        FlowDetail detail;
        try
        {
            detail = await connection.GetFlowDetailsAsync(flowUuid, lazy: true, cancellationToken);
        }
        catch (NotFoundException)
        {
            return null;
        }

        return detail.Meta.ContainsKey(FactoryNote.Key) && FactoryNote.Of(detail).Name == factoryName
            ? detail
            : throw new DuplicateException(
                $"There is a flow '{detail.Name}' ({detail.Uuid}) already, and it was not made by '{FlowContents.Shown(factoryName)}'. Start this one with another uuid.");
    }

    /// <summary>Whether a flow in this state was never begun, or was being run: starting it once more begins it then, and else leaves it.</summary>
    public static bool IsToBegin(State? state) => state is null or State.Pending or State.Running or State.Resuming;
}
