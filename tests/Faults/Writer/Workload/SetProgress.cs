namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Sets the progress of the task whose results are saved, with details.</summary>
internal sealed class SetProgress : Deed
{
    public override string Name => "progress";

    public override IReadOnlyList<AtomDeclaration> Atoms => [AtomDeclaration.Task(SaveResult.Task)];

    public override Task DoAsync(IFlowStorage storage, int number) =>
        storage.SetTaskProgressAsync(SaveResult.Task, ProgressAt(number), Payload.Of(number));

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        if (await storage.GetTaskProgressDetailsAsync(SaveResult.Task) is not { } details)
        {
            return 0;
        }

        int number = Payload.NumberIn(details.Details);
        double progress = await storage.GetTaskProgressAsync(SaveResult.Task);
        return progress == ProgressAt(number) && details.AtProgress == progress
            ? number
            : throw new InvalidDataException($"The progress is {progress}, but its details are those of call {number}.");
    }

    private static double ProgressAt(int number) => number % 1000 / 1000.0;
}
