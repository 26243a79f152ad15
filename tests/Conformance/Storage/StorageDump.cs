using System.Text;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What a storage answers about its flow and its atoms, as text that two storages, or two moments, can be compared by.</summary>
public static class StorageDump
{
    /// <param name="storage">Is asked.</param>
    /// <param name="atomNames">Whom it is asked about.</param>
    public static async Task<string> OfAsync(IFlowStorage storage, IEnumerable<string> atomNames)
    {
        var text = new StringBuilder();
        text.Append(await storage.GetFlowStateAsync()).Append(' ').Append(Document.From(await storage.GetFlowMetadataAsync())).Append('\n');
        foreach (string name in atomNames)
        {
            AtomStatus status = (await storage.GetAtomsStatesAsync([name]))[name];
            text.Append(name).Append(' ').Append(status)
                .Append(" executed ").Append(await AnswerAsync(() => storage.GetExecuteResultAsync(name)))
                .Append(" reverted ").Append(await AnswerAsync(() => storage.GetRevertResultAsync(name)))
                .Append(" progress ").Append(await AnswerAsync(async () => Document.From(await storage.GetTaskProgressAsync(name))))
                .Append(' ').Append(await AnswerAsync(async () => Document.From(await storage.GetTaskProgressDetailsAsync(name))))
                .Append('\n');
        }

        foreach (var (name, history) in (await storage.GetRetryHistoriesAsync()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(" tried ").Append(Document.From(history)).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<string> AnswerAsync(Func<Task<Document>> question)
    {
        try
        {
            return (await question()).ToString();
        }
        catch (TaskFlowException error)
        {
            return error.GetType().Name;
        }
    }
}
