namespace Orleans.TaskFlow.Cli;

/// <summary>A line for everything that happens: for files, pipes and terminals that can do no more.</summary>
internal sealed class PlainRunView(TextWriter output) : IRunView
{
    public Task ShowAsync(Func<Task> work) => work();

    public void Begin(string flowUuid) => output.WriteLine($"flow {ShownText.Of(flowUuid)}");

    public void Expect(IReadOnlyDictionary<string, State> atoms)
    {
    }

    public void Tell(FlowNotification notification) => output.WriteLine(ShownText.Of(FlowPrint.LineOf(notification)));

    public void End(FlowOutcome outcome) => FlowEnding.Write(output, outcome);
}
