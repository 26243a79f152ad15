using System.Globalization;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Replays one trace and compares every answer with what was recorded.</summary>
internal sealed class TraceRun(Trace trace, IBackendHost host)
{
    private const int LongestValue = 400;

    private readonly ValueComparer _comparer = new();

    /// <summary>A line for each step that failed.</summary>
    public async Task<IReadOnlyList<string>> ReplayAsync()
    {
        var failures = new List<string>();
        try
        {
            if (trace.Kind == TraceReader.Engine)
            {
                var unmet = await EngineReplay.RunAsync(trace.Setup, await host.CreateEmptyAsync());
                return [.. unmet.Select(line => $"{trace.Source}: {Short(line)}")];
            }

            await using IReplay replay = await StartAsync();
            for (int index = 0; index < trace.Steps.Count; index++)
            {
                TraceStep step = trace.Steps[index];
                if (await FailureOfAsync(replay, step) is { } failure)
                {
                    failures.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{trace.Source}: step {index + 1}: {step.Op} {Short(step.Args.ToString())}: {failure}"));
                }
            }
        }
        catch (Exception error)
        {
            failures.Add($"{trace.Source}: could not be replayed: {Describe(error)}");
        }

        return failures;
    }

    private async Task<IReplay> StartAsync() => trace.Kind switch
    {
        "models" => new ModelsReplay(),
        "persistence" => new PersistenceReplay((await host.CreateEmptyAsync()).Backend),
        "storage" => await StorageReplay.StartAsync(await host.CreateEmptyAsync(), trace.Setup),
        _ => throw new TraceFormatException($"nothing replays the kind '{trace.Kind}'"),
    };

    private async Task<string?> FailureOfAsync(IReplay replay, TraceStep step)
    {
        Document answer;
        try
        {
            answer = Document.From(await replay.CallAsync(step));
        }
        catch (TraceFormatException error)
        {
            return error.Message;
        }
        catch (Exception error) when (step.Raises is not null)
        {
            return ErrorNames.Of(error) == step.Raises ? null : $"expected {step.Raises}, got {Describe(error)}";
        }
        catch (Exception error)
        {
            return $"expected {Short(step.Returns.ToString()!)}, got {Describe(error)}";
        }

        if (step.Raises is not null)
        {
            return $"expected {step.Raises}, got {Short(answer.ToString())}";
        }

        if (!IsCompared(step))
        {
            return null;
        }

        using JsonDocument got = JsonDocument.Parse(answer.Utf8, new JsonDocumentOptions { MaxDepth = 2 * Document.MaxDepth });
        return _comparer.Compare(step.Returns!.Value.Json, got.RootElement) is { } difference
            ? $"at {difference.Path}: expected {Short(difference.Expected)}, got {Short(difference.Got)}"
            : null;
    }

    // What a put in these states returns is null in the traces, and means nothing.
    private bool IsCompared(TraceStep step) => trace.Kind != "models" || step.Op != "put" || !step.Returns!.Value.IsNull;

    private static string Describe(Exception error) => $"{ErrorNames.Of(error)} ({Short(error.Message.ReplaceLineEndings(" "))})";

    private static string Short(string text) => text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}…";
}
