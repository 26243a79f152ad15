namespace Orleans.TaskFlow;

/// <summary>The time for which a backend holds the lock of its folder, with the logs open. For the one whose turn it is.</summary>
internal sealed class DirectoryTenure
{
    private static readonly TimeProvider _clock = TimeProvider.System;

    private readonly DirectoryStore _store;
    private readonly DirectoryLease _lease;
    private readonly DirectoryLogs _logs;
    private readonly DirectoryPace _pace;
    private readonly bool _durable;
    private LogWriter? _writer;
    private DirectoryFiling? _filing;
    private long _oldestUnfiled;
    private TimeSpan _lag;

    private DirectoryTenure(DirectoryStore store, DirectoryLease lease, DirectoryLogs logs, DirectoryPace pace, bool durable)
    {
        _store = store;
        _lease = lease;
        _logs = logs;
        _pace = pace;
        _durable = durable;
        _lag = pace.Lag;
    }

    public bool IsExclusive => _lease.IsExclusive;

    /// <summary>Whether it has to end: something could not be written, or the folder is not in its place any more.</summary>
    public bool IsBroken => IsLogInDoubt || _writer is { HasFailed: true } || !File.Exists(_store.LogFile);

    /// <summary>Whether it ends with logs and files as nobody can tell: the next one is to begin the logs anew.</summary>
    public bool IsLogInDoubt => _filing is { Done.IsFaulted: true };

    /// <summary>Whether the items' files have been behind the log for long enough.</summary>
    public bool IsLagging => _writer is { Size: > 0 } && _clock.GetElapsedTime(_oldestUnfiled) >= _lag;

    /// <summary>Ends once all that was shown so far is in the logs.</summary>
    public Task Written => _writer?.Written ?? Task.CompletedTask;

    /// <summary>Begins one. What was left in the logs is brought into the items' files first.</summary>
    /// <param name="store">The folder.</param>
    /// <param name="lease">Its lock, which the tenure takes over if it begins.</param>
    /// <param name="pace">When to bring changes into the items' files.</param>
    /// <param name="durable">Whether to wait for the disk.</param>
    /// <param name="beginLogAnew">Whether to begin the logs anew even if nothing seems to be in them.</param>
    /// <returns><see langword="null"/> if there is something in a log, and the lock is not a writer's.</returns>
    public static async ValueTask<DirectoryTenure?> TryBeginAsync(
        DirectoryStore store, DirectoryLease lease, DirectoryPace pace, bool durable, bool beginLogAnew)
    {
        DirectoryLogs logs = DirectoryLogs.Open(store, lease.IsExclusive, pace);
        try
        {
            var tenure = new DirectoryTenure(store, lease, logs, pace, durable);
            bool isLeft = logs.HaveRecords();
            if (isLeft && !lease.IsExclusive)
            {
                logs.Dispose();
                return null;
            }

            if (isLeft || (beginLogAnew && lease.IsExclusive))
            {
                await tenure.RecoverAsync();
            }

            if (lease.IsExclusive)
            {
                logs.TellApart();
                tenure._writer = tenure.NewWriter();
            }

            store.Begin(logs.Number);
            return tenure;
        }
        catch
        {
            store.Forget();
            logs.Dispose();
            throw;
        }
    }

    /// <summary>Makes changes together, in an exclusive one.</summary>
    /// <returns>
    /// What ends once they are made for good, and, if more and more is to be filed, as much was filed as makes room for them. It need
    /// not be waited for before the next turn.
    /// </returns>
    /// <exception cref="StorageFailureException">Nothing was changed.</exception>
    public async ValueTask<Task> CommitAsync(IReadOnlyList<LogEntry> entries)
    {
        NoteFiled();
        Task room = Task.CompletedTask;
        bool areManyUnfiled = _store.Unfiled.Newest.Items.Count >= _pace.MostUnfiled;
        if (_filing is null && (areManyUnfiled || _writer!.Size >= _pace.LogSize))
        {
            await BeginFilingAsync();
        }
        else if (_filing is not null && (areManyUnfiled || _writer!.Size >= _pace.MostLogSize))
        {
            room = _filing.MakeRoomAsync(entries.Count);
        }

        if (_writer!.Size == 0)
        {
            _oldestUnfiled = _clock.GetTimestamp();
        }

        Task written = _writer.Append(entries);
        _store.Show(entries);
        return room.IsCompleted ? written : Task.WhenAll(written, room);
    }

    /// <summary>
    /// Begins to bring what is in the log into the items' files, while calls append to the other log; nothing if that is under way,
    /// or there is nothing in the log.
    /// </summary>
    /// <returns>What ends with it; if it failed, everything is still in the logs, and the tenure has to end.</returns>
    /// <exception cref="StorageFailureException">The log could not be written.</exception>
    public async ValueTask<Task> BeginFilingAsync()
    {
        NoteFiled();
        if (_filing is null && _writer is { Size: > 0 })
        {
            // What comes later is not to be on the disk before this.
            await Written;
            _logs.Switch();
            _writer = NewWriter();
            UnfiledChanges changes = _store.Unfiled.BeginFiling();
            _filing = new DirectoryFiling(step => BringIntoFiles(changes, step));
        }

        return _filing?.Done ?? Task.CompletedTask;
    }

    /// <summary>Brings everything that is in the logs into the items' files.</summary>
    public async ValueTask FileAllAsync()
    {
        while (_filing is not null || _writer is { Size: > 0 })
        {
            await await BeginFilingAsync();
        }
    }

    /// <summary>Lets the folder go as it is. What is in the logs stays there, for whoever takes it next.</summary>
    public async ValueTask EndAsync()
    {
        await Written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_filing is not null)
        {
            await _filing.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        NoteFiled();
        if (!_store.Unfiled.IsEmpty || _writer is { HasFailed: true })
        {
            _store.Forget();
        }

        _logs.Dispose();
        _lease.Dispose();
    }

    private void NoteFiled()
    {
        if (_filing is { Done.IsCompletedSuccessfully: true } filing)
        {
            _filing = null;
            _store.EndFiling(_logs.Number);

            // The disk is not to be busy with files for more than a tenth of the time.
            TimeSpan rest = filing.Taken * 10;
            _lag = rest > _pace.Lag ? rest : _pace.Lag;
        }
    }

    private LogWriter NewWriter() => new(_logs.Current, _store.Root, _durable);

    private async ValueTask RecoverAsync()
    {
        _store.Forget();
        try
        {
            foreach (ReadOnlyMemory<byte> record in _logs.Read())
            {
                _store.Show(LogRecord.Read(record));
            }
        }
        catch (FormatException error)
        {
            throw DirectoryFailure.Damaged(_store.LogFile, error);
        }

        UnfiledChanges changes = _store.Unfiled.BeginFiling();
        await new DirectoryFiling(step =>
        {
            new DirectoryCheckpoint(_store, changes, _pace, _durable, step).Make();
            _logs.BeginAnew(_pace.LogSize);
        }).Done;
        _store.Forget();
    }

    private void BringIntoFiles(UnfiledChanges changes, Action step)
    {
        RefuseIfMoved();
        new DirectoryCheckpoint(_store, changes, _pace, _durable, step).Make();
        _logs.BeginOtherAnew(_pace.LogSize);
    }

    /// <summary>Another folder may have been put in the place of the one whose lock is held.</summary>
    private void RefuseIfMoved()
    {
        using DirectoryLogs there = DirectoryLogs.Open(_store, writable: false, _pace);
        if (!there.AreSameAs(_logs))
        {
            throw new DirectoryNotFoundException($"The file '{_store.LogFile}' is of another store than it was.");
        }
    }
}
