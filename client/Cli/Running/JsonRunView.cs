using System.Text.Json;

namespace Orleans.TaskFlow.Cli;

/// <summary>An object a line for everything that happens: for programs.</summary>
internal sealed class JsonRunView(Stream output) : IRunView
{
    public Task ShowAsync(Func<Task> work) => work();

    public void Begin(string flowUuid) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteString("kind"u8, "begin"u8);
        json.WriteString("uuid"u8, flowUuid);
    });

    public void Expect(IReadOnlyDictionary<string, State> atoms)
    {
    }

    public void Tell(FlowNotification notification) => JsonOutput.WriteLine(output, json =>
    {
        switch (notification)
        {
            case FlowStateNotification flow:
                Change(json, "flow", flow.FlowName, flow.Previous, flow.State);
                break;
            case AtomNotification atom:
                Change(json, atom is RetryNotification ? "retry" : "task", atom.AtomName, atom.Previous, atom.State);
                if (atom.Failure is not null)
                {
                    Failure(json, "failure", atom.Failure);
                }

                break;
            case ProgressNotification progress:
                json.WriteString("kind"u8, "progress"u8);
                json.WriteString("name"u8, progress.TaskName);
                json.WriteNumber("progress"u8, progress.Progress);
                break;
            case MissedNotification missed:
                json.WriteString("kind"u8, "missed"u8);
                json.WriteNumber("count"u8, missed.Count);
                break;
        }
    });

    public void End(FlowOutcome outcome) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteString("kind"u8, "end"u8);
        json.WriteString("uuid"u8, outcome.FlowUuid);
        json.WriteString("name"u8, outcome.FlowName);
        json.WriteString("state"u8, outcome.State.ToName());
        Failures(json, "failures", outcome.Failures);
        Failures(json, "revert_failures", outcome.RevertFailures);
    });

    private static void Change(Utf8JsonWriter json, string kind, string name, State previous, State state)
    {
        json.WriteString("kind"u8, kind);
        json.WriteString("name"u8, name);
        json.WriteString("previous"u8, previous.ToName());
        json.WriteString("state"u8, state.ToName());
    }

    private static void Failures(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, Failure> failures)
    {
        json.WriteStartObject(name);
        foreach (var (atom, failure) in failures)
        {
            Failure(json, atom, failure);
        }

        json.WriteEndObject();
    }

    private static void Failure(Utf8JsonWriter json, string name, Failure failure)
    {
        json.WritePropertyName(name);
        json.WriteDocument(failure.ToDocument());
    }
}
