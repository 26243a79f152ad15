using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// Values that come from outside of the flow: into all of it or into one atom, kept in memory only or stored. Those stored for the
/// whole flow are the results of a task of their own, the injector; those of an atom are in its metadata.
/// </summary>
internal sealed class Injections(FlowContents contents, FlowChanges flow, AtomChanges atoms)
{
    public Task IntoFlowAsync(IReadOnlyDictionary<string, Document> values, bool transient, CancellationToken cancellationToken)
    {
        Check(values);
        if (!transient)
        {
            return StoreAsync(values, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();

        lock (contents.Sync)
        {
            foreach (var (name, value) in values)
            {
                contents.Transients[name] = value;
            }

            contents.Mapping.AddMembers(atomName: null, values.Keys);
        }

        return Task.CompletedTask;
    }

    /// <exception cref="NotFoundException">There is no such atom.</exception>
    public Task IntoAtomAsync(string atomName, IReadOnlyDictionary<string, Document> values, bool transient, CancellationToken cancellationToken)
    {
        Check(values);
        if (!transient)
        {
            return StoreAsync(atomName, values, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();

        lock (contents.Sync)
        {
            string name = contents.Get(atomName).Name;
            if (!contents.AtomTransients.TryGetValue(name, out var transients))
            {
                contents.AtomTransients.Add(name, transients = new(StringComparer.Ordinal));
            }

            foreach (var (key, value) in values)
            {
                transients[key] = value;
            }
        }

        return Task.CompletedTask;
    }

    private async Task StoreAsync(IReadOnlyDictionary<string, Document> values, CancellationToken cancellationToken)
    {
        bool first;
        lock (contents.Sync)
        {
            first = !contents.TryGet(IFlowStorage.InjectorName, out _);
        }

        // The first values are stored together with the injector that holds them: a crash leaves both or neither.
        if (first && await flow.TryAddAsync(NewInjector(values), cancellationToken))
        {
            return;
        }

        await atoms.ChangeAsync(
            IFlowStorage.InjectorName,
            AtomKind.Task,
            detail => Merge((TaskDetail)detail, values),
            contents.LearnInjected,
            cancellationToken);
    }

    private Task StoreAsync(string atomName, IReadOnlyDictionary<string, Document> values, CancellationToken cancellationToken) => atoms.ChangeAsync(
        atomName,
        kind: null,
        detail =>
        {
            detail.Meta = detail.Meta.SetItem(Metadata.Injected, Merged(detail.Meta.GetValueOrDefault(Metadata.Injected, Document.Null), values));
            return true;
        },
        shown: null,
        cancellationToken);

    private static void Check(IReadOnlyDictionary<string, Document> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Metadata.CheckEntries(values, nameof(values));
    }

    /// <summary>The task that holds a flow's first values.</summary>
    /// <exception cref="ArgumentException">A name is empty or not Unicode, or a value null.</exception>
    public static TaskDetail NewInjector(IReadOnlyDictionary<string, Document> values)
    {
        Check(values);
        return new(IFlowStorage.InjectorName, Guid.NewGuid().ToString())
        {
            State = State.Success,
            Results = Merged(Document.Null, values),
        };
    }

    private static bool Merge(TaskDetail injector, IReadOnlyDictionary<string, Document> values)
    {
        if (injector.Results is { IsNull: false, Kind: not JsonValueKind.Object })
        {
            throw new InvalidFormatException($"The results of '{injector.Name}' are no object of injected values, so none can be added.");
        }

        injector.Results = Merged(injector.Results, values);
        return true;
    }

    private static Document Merged(Document stored, IReadOnlyDictionary<string, Document> values)
    {
        var merged = new Dictionary<string, Document>(stored.Members, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            merged[name] = value;
        }

        return Document.OfMembers(merged);
    }
}
