namespace Orleans.TaskFlow;

/// <summary>
/// A save of several records that were there before, each of which is seen as soon as it is written: whether one may have been, when
/// another fails.
/// </summary>
internal sealed class PartialSave
{
    public bool MayBeSeen { get; private set; }

    /// <summary>Waits for one of the writes.</summary>
    public async Task NoteAsync(Task write)
    {
        try
        {
            await write;
            MayBeSeen = true;
        }
        catch (Exception error) when (MayHaveWritten(error))
        {
            MayBeSeen = true;
            throw;
        }
    }

    /// <summary>What the caller is to hear of an error after that.</summary>
    public static StorageFailureException Of(Exception error, string subject, string parts) => new(
        $"{subject} may have been saved in part: of its {parts} that were there before, some may have been saved. Saving it again completes it. {error.Message}",
        error,
        outcomeUnknown: true);

    private static bool MayHaveWritten(Exception error) =>
        (error as TaskFlowException ?? ClusterErrors.Of(error, "A part", write: true)) is StorageFailureException { OutcomeUnknown: true };
}
