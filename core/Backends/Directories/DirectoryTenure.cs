namespace Orleans.TaskFlow;

/// <summary>The time for which a backend holds the lock of its folder, with the log open. For the one whose turn it is.</summary>
internal sealed class DirectoryTenure
{
    private static readonly TimeProvider _clock = TimeProvider.System;

    private readonly DirectoryStore _store;
    private readonly DirectoryLease _lease;
    private readonly DirectoryLog _log;
    private readonly LogWriter? _writer;
    private readonly DirectoryPace _pace;
    private readonly bool _durable;
    private bool _areSomeUnflushed;
    private long _lastFiled;
    private TimeSpan _lag;

    private DirectoryTenure(DirectoryStore store, DirectoryLease lease, DirectoryLog log, DirectoryPace pace, bool durable)
    {
        _store = store;
        _lease = lease;
        _log = log;
        _pace = pace;
        _durable = durable;
        _lag = pace.Lag;
        _writer = lease.IsExclusive ? new LogWriter(log, store.Root, durable) : null;
    }

    public bool IsExclusive => _lease.IsExclusive;

    /// <summary>Whether it has to end: something could not be written, or the folder is not in its place any more.</summary>
    public bool IsBroken => IsLogInDoubt || _writer is { HasFailed: true } || !File.Exists(_store.LogFile);

    /// <summary>Whether it ended with the log as nobody can tell: it is to be begun anew by the next.</summary>
    public bool IsLogInDoubt { get; private set; }

    /// <summary>Whether the items' files have been behind the log for long enough.</summary>
    public bool IsLagging => _writer is { Size: > 0 } && _clock.GetElapsedTime(_lastFiled) >= _lag;

    /// <summary>Ends once all that was shown so far is in the log.</summary>
    public Task Written => _writer?.Written ?? Task.CompletedTask;

    /// <summary>Begins one. What was left in the log is brought into the items' files first.</summary>
    /// <param name="store">The folder.</param>
    /// <param name="lease">Its lock, which the tenure takes over if it begins.</param>
    /// <param name="pace">When to bring changes into the items' files.</param>
    /// <param name="durable">Whether to wait for the disk.</param>
    /// <param name="beginLogAnew">Whether to do so even if nothing seems to be in it.</param>
    /// <returns><see langword="null"/> if there is something in the log, and the lock is not a writer's.</returns>
    public static async ValueTask<DirectoryTenure?> TryBeginAsync(
        DirectoryStore store, DirectoryLease lease, DirectoryPace pace, bool durable, bool beginLogAnew)
    {
        var log = new DirectoryLog(store.Disk.Open(store.LogFile, lease.IsExclusive), store.LogFile, pace.LogGrowth);
        try
        {
            var tenure = new DirectoryTenure(store, lease, log, pace, durable);
            bool isLeft = log.HasRecords();
            if (isLeft && !lease.IsExclusive)
            {
                log.Dispose();
                return null;
            }

            if (isLeft || (beginLogAnew && lease.IsExclusive))
            {
                await tenure.RecoverAsync();
            }

            store.Begin(log.Number);
            return tenure;
        }
        catch
        {
            store.Forget();
            log.Dispose();
            throw;
        }
    }

    /// <summary>Makes changes together, in an exclusive one.</summary>
    /// <returns>What ends once they are made for good; it need not be waited for before the next turn.</returns>
    /// <exception cref="StorageFailureException">Nothing was changed.</exception>
    public async ValueTask<Task> CommitAsync(IReadOnlyList<LogEntry> entries)
    {
        if (_writer!.Size >= _pace.LogSize || _store.Unfiled.Items.Count >= _pace.MostUnfiled)
        {
            await FileAsync();
        }

        if (_writer.Size == 0)
        {
            _lastFiled = _clock.GetTimestamp();
        }

        Task written = _writer.Append(entries);
        _store.Show(entries);
        return written;
    }

    /// <summary>How often to <see cref="FileSomeAsync"/> so that <see cref="FileAsync"/> does not take long.</summary>
    public int Slices => _store.Unfiled.Items.Values.Sum(item => 1 + item.Links.Count - item.LinksMade) / _pace.Slice;

    /// <summary>Brings some of what is in the log into the items' files: as much as calls can wait for.</summary>
    /// <exception cref="StorageFailureException">As there.</exception>
    public async ValueTask FileSomeAsync()
    {
        await Written;
        await FilingAsync(() =>
        {
            RefuseIfMoved();
            _areSomeUnflushed = true;
            long begun = _clock.GetTimestamp();
            while (_store.Unfiled.Items.Where(item => item.Value.IsToBeMade).Take(_pace.Slice).ToArray() is { Length: > 0 } some
                && _clock.GetElapsedTime(begun) < _pace.Gap)
            {
                new DirectoryCheckpoint(_store, _pace, _durable).MakeSome(some);
                _store.Unfiled.Remove(some);
            }
        });
    }

    /// <summary>
    /// Waits for the disk, so that <see cref="FileAsync"/> need not wait long. This alone may be called during the turn of others. If
    /// it fails the tenure is broken: a system says only once that it could not write something.
    /// </summary>
    public async ValueTask FlushSomeAsync()
    {
        if (!_durable || !_areSomeUnflushed)
        {
            return;
        }

        try
        {
            await OnDiskAsync(() =>
            {
                if (_store.Disk.CanFlushAll)
                {
                    _store.Disk.FlushAll(_store.Root);
                }
            });
            _areSomeUnflushed = false;
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            IsLogInDoubt = true;
        }
    }

    /// <summary>Brings what is in the log into the items' files.</summary>
    /// <exception cref="StorageFailureException">It could not be brought there, and is still in the log. The tenure has to end.</exception>
    public async ValueTask FileAsync()
    {
        if (_writer is null || _writer.Size == 0)
        {
            return;
        }

        if (IsLogInDoubt)
        {
            throw DirectoryFailure.Of(_store.Root, new IOException("An earlier write to the disk failed."));
        }

        await Written;
        long begun = _clock.GetTimestamp();
        await FilingAsync(() =>
        {
            RefuseIfMoved();
            _store.LookAnew();
            new DirectoryCheckpoint(_store, _pace, _durable).Make(_areSomeUnflushed);
            _store.Unfiled.Clear();
            _log.Reset(_pace.LogSize);
        });
        _areSomeUnflushed = false;
        _writer.Reset();
        _store.GoOn(_log.Number);

        // Those that go on writing are not to wait for their files more than a tenth of the time.
        _lastFiled = _clock.GetTimestamp();
        TimeSpan taken = _clock.GetElapsedTime(begun, _lastFiled);
        _lag = taken * 10 > _pace.Lag ? taken * 10 : _pace.Lag;
    }

    /// <summary>Lets the folder go as it is. What is in the log stays there, for whoever takes it next.</summary>
    public async ValueTask EndAsync()
    {
        await Written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_store.Unfiled.IsEmpty || IsLogInDoubt || _writer is { HasFailed: true })
        {
            _store.Forget();
        }

        _log.Dispose();
        _lease.Dispose();
    }

    private async ValueTask FilingAsync(Action file)
    {
        try
        {
            await OnDiskAsync(file);
        }
        catch (Exception error)
        {
            IsLogInDoubt = true;
            _store.Forget();
            throw DirectoryFailure.IsOfSystem(error) ? DirectoryFailure.Of(_store.Root, error) : error;
        }
    }

    private async ValueTask RecoverAsync()
    {
        _store.Forget();
        try
        {
            foreach (ReadOnlyMemory<byte> record in _log.Read())
            {
                _store.Show(LogRecord.Read(record));
            }
        }
        catch (FormatException error)
        {
            throw DirectoryFailure.Damaged(_store.LogFile, error);
        }

        await OnDiskAsync(() =>
        {
            new DirectoryCheckpoint(_store, _pace, _durable).Make(areOthersUnflushed: false);
            _log.Reset(_pace.LogSize);
        });
        _store.Forget();
    }

    /// <summary>Another folder may have been put in the place of the one whose lock is held.</summary>
    private void RefuseIfMoved()
    {
        using var there = new DirectoryLog(_store.Disk.Open(_store.LogFile, writable: false), _store.LogFile, _pace.LogGrowth);
        if (!there.IsSameAs(_log))
        {
            throw new DirectoryNotFoundException($"The file '{_store.LogFile}' is of another store than it was.");
        }
    }

    private ValueTask OnDiskAsync(Action action)
    {
        if (_durable)
        {
            // Waiting for the disk is not for the caller's thread.
            return new ValueTask(Task.Run(action));
        }

        action();
        return ValueTask.CompletedTask;
    }
}
