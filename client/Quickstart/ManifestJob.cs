using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>
/// The job, over any storage: a flow with a task for each file, whose result is saved as soon as it is known. What was saved is not done
/// again, whatever ended the run that saved it.
/// </summary>
/// <param name="storage">Of the flow.</param>
/// <param name="connection">Where the flow's records are.</param>
/// <param name="view">Shows how far it is.</param>
/// <param name="write">Writes the manifest.</param>
/// <param name="remove">Takes away what was written of it.</param>
internal sealed class ManifestJob(
    IFlowStorage storage,
    IConnection connection,
    IProgressView view,
    Func<IEnumerable<(string Path, FileHash Hash)>, CancellationToken, Task> write,
    Action remove)
{
    // More than there are cores: saves that wait at the same time share a commit.
    private const int FilesAtOnce = 64;

    private readonly ConcurrentDictionary<SourceFile, FileHash> _hashes = [];
    private readonly ConcurrentBag<UnreadFile> _unread = [];
    private int _vanished;

    /// <summary>Hashes the files that have no result yet, and writes the manifest.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what is done is saved.</exception>
    public async Task<ManifestOutcome> RunAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        Flow flow = ManifestFlow.Of(files, Hash, stop => write(HashesOf(files), stop), remove);
        await using var engine = new FlowEngine(storage, flow, new FlowEngineOptions { MaxDegreeOfParallelism = FilesAtOnce });
        await TakeOverAsync(engine, files, cancellationToken);
        int resumed = _hashes.Count;
        await using (new StoredProgress(storage, files.Count, () => _hashes.Count))
        {
            await view.ShowAsync(files.Count, resumed, advance => RunAsync(engine, advance, cancellationToken));
        }

        return new ManifestOutcome(
            [.. _unread.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Files: files.Count - _vanished,
            Hashed: _hashes.Count - resumed,
            Resumed: resumed);
    }

    private static async Task RunAsync(FlowEngine engine, Action advance, CancellationToken cancellationToken)
    {
        await using (engine.Notifications.Subscribe<TaskNotification>(task =>
        {
            if (task.State == State.Success && SourceFile.IsOf(task.AtomName))
            {
                advance();
            }
        }))
        {
            await engine.RunAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Takes over the results that earlier runs saved, and has everything else done: files without a hash, or changed since, and the
    /// manifest itself.
    /// </summary>
    private async Task TakeOverAsync(FlowEngine engine, IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        // Read before the engine prepares: a flow that was undone, because its manifest could not be written, loses its results then.
        var known = new Dictionary<string, Document>(StringComparer.Ordinal);
        await foreach (AtomDetail atom in connection.GetAtomsForFlowAsync(storage.FlowUuid, cancellationToken))
        {
            known[atom.Name] = atom.LastResults;
        }

        await engine.PrepareAsync(cancellationToken);
        string[] names = [ManifestFlow.ListName, ManifestFlow.WriteName, .. files.Select(file => file.AtomName)];
        var states = await storage.GetAtomsStatesAsync(names, cancellationToken);
        foreach (SourceFile file in files)
        {
            if (known.GetValueOrDefault(file.AtomName, Document.Null) is { IsNull: false } result
                && result.To<FileHash>() is { Sha256: not null } hash && hash.IsOf(file))
            {
                _hashes[file] = hash;
            }
        }

        await Task.WhenAll(files.Where(file => _hashes.ContainsKey(file) && states[file.AtomName].State != State.Success)
            .Select(file => storage.SaveAsync(file.AtomName, _hashes[file], cancellationToken: cancellationToken)));
        HashSet<string> kept = [.. _hashes.Keys.Select(file => file.AtomName)];
        await Task.WhenAll(names.Where(name => states[name].State == State.Success && !kept.Contains(name))
            .Select(name => storage.ResetAsync(name, cancellationToken: cancellationToken)));
    }

    private IEnumerable<(string Path, FileHash Hash)> HashesOf(IEnumerable<SourceFile> files) =>
        files.Where(_hashes.ContainsKey).Select(file => (file.Path, _hashes[file]));

    private Document Hash(SourceFile file, CancellationToken cancellationToken)
    {
        try
        {
            return Document.From(_hashes[file] = FileHasher.Hash(file, cancellationToken));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            Interlocked.Increment(ref _vanished);
            return Document.Null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No failure of the flow, which would undo what others have done: the rest has its manifest.
            var unread = new UnreadFile(file.Path, error.Message);
            _unread.Add(unread);
            return Document.From(unread);
        }
    }
}
