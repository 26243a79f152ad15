using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>
/// The job, over any storage: an atom for each file, whose result is saved as soon as it is known. What was saved is not done
/// again, whatever ended the run that saved it.
/// </summary>
internal sealed class ManifestJob(IFlowStorage storage, IProgressView view)
{
    // More than there are cores: saves that wait at the same time share a commit.
    private const int FilesAtOnce = 64;

    private readonly ConcurrentDictionary<SourceFile, FileHash> _hashes = [];
    private readonly ConcurrentBag<UnreadFile> _unread = [];
    private int _vanished;

    /// <summary>Hashes the files that have no result yet.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what is done is saved.</exception>
    public async Task<ManifestOutcome> RunAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        await storage.EnsureAtomsAsync([.. files.Select(file => AtomDeclaration.Task(file.AtomName))], cancellationToken);
        SourceFile[] todo = await ResumeAsync(files, cancellationToken);
        int resumed = _hashes.Count;
        if (todo.Length > 0)
        {
            await HashAllAsync(todo, files.Count, cancellationToken);
        }

        return new ManifestOutcome(
            [.. files.Where(_hashes.ContainsKey).Select(file => (file.Path, _hashes[file]))],
            [.. _unread.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Files: files.Count - _vanished,
            Hashed: _hashes.Count - resumed,
            Resumed: resumed);
    }

    /// <summary>Takes over the results that earlier runs saved.</summary>
    /// <returns>The files without one, or changed since.</returns>
    private async Task<SourceFile[]> ResumeAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var states = await storage.GetAtomsStatesAsync([.. files.Select(file => file.AtomName)], cancellationToken);
        await Task.WhenAll(files.Where(file => states[file.AtomName].State == State.Success).Select(async file =>
        {
            var hash = await storage.GetExecuteResultAsync<FileHash>(file.AtomName, cancellationToken: cancellationToken);
            if (hash is not null && hash.IsOf(file))
            {
                _hashes[file] = hash;
            }
        }));
        return [.. files.Where(file => !_hashes.ContainsKey(file))];
    }

    private async Task HashAllAsync(SourceFile[] todo, int total, CancellationToken cancellationToken)
    {
        await storage.ChangeFlowStateAsync(State.Running, cancellationToken);
        await using (new StoredProgress(storage, total, () => _hashes.Count))
        {
            try
            {
                await view.ShowAsync(total, total - todo.Length, advance => Parallel.ForEachAsync(
                    todo,
                    new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
                    async (file, stop) =>
                    {
                        await HashAsync(file, stop);
                        advance();
                    }));
            }
            catch (OperationCanceledException)
            {
                await storage.ChangeFlowStateAsync(State.Suspending, CancellationToken.None);
                await storage.ChangeFlowStateAsync(State.Suspended, CancellationToken.None);
                throw;
            }
        }

        await storage.ChangeFlowStateAsync(_unread.IsEmpty ? State.Success : State.Failure, cancellationToken);
    }

    private async Task HashAsync(SourceFile file, CancellationToken cancellationToken)
    {
        FileHash hash;
        try
        {
            hash = FileHasher.Hash(file, cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            Interlocked.Increment(ref _vanished);
            return;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await storage.SaveFailureAsync(file.AtomName, error, cancellationToken: cancellationToken);
            _unread.Add(new UnreadFile(file.Path, error.Message));
            return;
        }

        await storage.SaveAsync(file.AtomName, hash, cancellationToken: cancellationToken);
        _hashes[file] = hash;
    }
}
