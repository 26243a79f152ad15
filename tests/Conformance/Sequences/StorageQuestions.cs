namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>All that a storage can be asked without changing it, and what the model says to it.</summary>
internal static class StorageQuestions
{
    public static IEnumerable<StorageOperation> All(SequenceGenerator generator) =>
        SequenceGenerator.AtomNames.SelectMany(OfAtom)
            .Concat(SequenceGenerator.ValueNames.SelectMany(OfValue))
            .Concat(OfFlow())
            .Concat(Enumerable.Range(0, 4).SelectMany(_ => OfArguments(generator)));

    private static IEnumerable<StorageOperation> OfAtom(string name) =>
    [
        new(
            $"status of '{name}'",
            async storage => (await storage.GetAtomsStatesAsync([name]))[name].ToString(),
            model => new AtomStatus(model.Get(name).State, model.Get(name).Intention).ToString()),
        new(
            $"state of '{name}'",
            async storage => $"{await storage.GetAtomStateAsync(name)} {await storage.GetAtomIntentionAsync(name)}",
            model => $"{model.Get(name).State} {model.Get(name).Intention}"),
        new(
            $"execute result of '{name}'",
            async storage => CanonicalJson.Of(await storage.GetExecuteResultAsync(name)),
            model => Executed(model.Get(name))),
        new(
            $"revert result of '{name}'",
            async storage => CanonicalJson.Of(await storage.GetRevertResultAsync(name)),
            model => Reverted(model.Get(name))),
        new(
            $"progress of '{name}'",
            async storage => CanonicalJson.Of(await storage.GetTaskProgressAsync(name)),
            model => model.Get(name, AtomKind.Task).Meta.GetValueOrDefault("progress", "0")),
        new(
            $"progress details of '{name}'",
            async storage => CanonicalJson.Of(await storage.GetTaskProgressDetailsAsync(name)),
            model => model.Get(name, AtomKind.Task).Meta.GetValueOrDefault("progress_details", "null")),
        new(
            $"history of '{name}'",
            async storage => History(await storage.GetRetryHistoryAsync(name)),
            model => History(model.Get(name, AtomKind.Retry))),
    ];

    private static IEnumerable<StorageOperation> OfValue(string name) =>
    [
        new(
            $"value '{name}'",
            async storage => CanonicalJson.Of(await storage.FetchAsync(name)),
            model => model.Fetch(name)[0]),
        new(
            $"values '{name}'",
            async storage => string.Join(' ', (await storage.FetchManyAsync(name)).Select(CanonicalJson.Of)),
            model => string.Join(' ', model.Fetch(name))),
    ];

    private static IEnumerable<StorageOperation> OfFlow() =>
    [
        new("flow's state", async storage => $"{await storage.GetFlowStateAsync()}", model => $"{model.FlowState ?? State.Pending}"),
        new(
            "flow's metadata",
            async storage => Pairs((await storage.GetFlowMetadataAsync()).Select(pair => (pair.Key, CanonicalJson.Of(pair.Value)))),
            model => Pairs(model.FlowMeta.Select(pair => (pair.Key, pair.Value)))),
        new(
            "execute failures",
            async storage => Pairs((await storage.GetExecuteFailuresAsync()).Select(pair => (pair.Key, pair.Value.Message))),
            model => Pairs(model.ExecuteFailures.Select(pair => (pair.Key, pair.Value)))),
        new(
            "revert failures",
            async storage => Pairs((await storage.GetRevertFailuresAsync()).Select(pair => (pair.Key, pair.Value.Message))),
            model => Pairs(model.RevertFailures.Select(pair => (pair.Key, pair.Value)))),
        new(
            "whether it has failures",
            async storage => $"{await storage.HasFailuresAsync()}",
            model => $"{model.ExecuteFailures.Count + model.RevertFailures.Count > 0}"),
        new(
            "all values",
            async storage => Pairs((await storage.FetchAllAsync()).Select(pair => (pair.Key, string.Join(' ', pair.Value.Select(CanonicalJson.Of))))),
            model => Pairs(FetchAll(model))),
        new(
            "all histories",
            async storage => Pairs((await storage.GetRetryHistoriesAsync()).Select(pair => (pair.Key, History(pair.Value)))),
            model => Pairs(model.Atoms.Where(atom => atom.Kind == AtomKind.Retry).Select(atom => (atom.Name, History(atom))))),
    ];

    private static IEnumerable<StorageOperation> OfArguments(SequenceGenerator generator)
    {
        var (mapping, atom, scope, optional) = generator.Arguments();
        string text = $"arguments {string.Join(' ', mapping)} of '{atom}', scope {CanonicalJson.Of(scope)}, optional {string.Join(' ', optional)}";
        yield return new StorageOperation(
            text,
            async storage => Pairs((await storage.FetchMappedArgsAsync(mapping, atom, scope, optional)).Select(pair => (pair.Key, CanonicalJson.Of(pair.Value)))),
            model => Pairs(model.FetchMappedArgs(mapping, atom, scope, optional).Select(pair => (pair.Key, pair.Value))));
        if (atom is not null)
        {
            yield return new StorageOperation(
                "unsatisfied of " + text,
                async storage => string.Join(' ', await storage.FetchUnsatisfiedArgsAsync(atom, mapping, scope, optional)),
                model => string.Join(' ', model.FetchUnsatisfiedArgs(atom, mapping, scope, optional)));
        }
    }

    private static string Executed(ModelAtom atom) =>
        atom.Failure is not null ? CanonicalJson.Of(CanonicalJson.Failure(atom.Failure))
        : atom.State is State.Success or State.Failure or State.Reverting ? CanonicalJson.Of(atom.Results)
        : throw new ModelException(nameof(NotFoundException));

    private static string Reverted(ModelAtom atom) =>
        atom.RevertFailure is not null ? CanonicalJson.Of(CanonicalJson.Failure(atom.RevertFailure))
        : atom.State is State.Reverted or State.RevertFailure or State.Reverting ? atom.RevertResult
        : throw new ModelException(nameof(NotFoundException));

    private static string History(RetryHistory history) =>
        $"{history.Failure?.Message} {CanonicalJson.Of(history.Attempts.Select(attempt => new object[] { attempt.Value, attempt.Failures }))}";

    private static string History(ModelAtom retry) => $"{retry.Failure} {CanonicalJson.Of(retry.Results)}";

    private static IEnumerable<(string Name, string Values)> FetchAll(StorageModel model)
    {
        foreach (string name in model.KnownNames)
        {
            string? values = null;
            try
            {
                values = string.Join(' ', model.Fetch(name));
            }
            catch (ModelException error) when (error.Message == nameof(NotFoundException))
            {
                // Nothing to be had under this name: it is left out.
            }

            if (values is not null)
            {
                yield return (name, values);
            }
        }
    }

    private static string Pairs(IEnumerable<(string Key, string Value)> pairs) =>
        string.Join('\n', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"));
}
