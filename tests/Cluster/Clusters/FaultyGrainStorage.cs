using Orleans.Storage;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>
/// A grain storage that outlives the silos that use it, and does what it is told: refuse writes from some point on, lose the answers
/// to writes that it made, not answer at all, take its time, or bring in somebody else's write.
/// </summary>
public sealed class FaultyGrainStorage : IGrainStorage
{
    private readonly RecordSerializer _serializer = new();
    private readonly Dictionary<(string State, GrainId Grain), (string? ETag, ReadOnlyMemory<byte> Payload)> _records = [];
    private readonly Lock _sync = new();
    private readonly Signal _signal = new();
    private int _etags;

    /// <summary>How many writes were made.</summary>
    public int Writes { get; private set; }

    /// <summary>How many writes it refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How many more writes it makes before it refuses them; null for no limit.</summary>
    public int? WritesLeft { get; set; }

    /// <summary>Whether it makes writes, but says that they failed.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>The kind of record whose next write it makes, and from then on gives no answer at all; null for none.</summary>
    public string? BreaksAfter { get; set; }

    /// <summary>What it refuses writes with.</summary>
    public Exception Refusal { get; set; } = new IOException("The disk is full.");

    /// <summary>Whether it can be read.</summary>
    public bool Readable { get; set; } = true;

    /// <summary>What reads wait for before they are made; null for nothing.</summary>
    public Func<Task>? BeforeRead { get; set; }

    /// <summary>What writes wait for before they are made; null for nothing.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>How many records there are.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>When it has refused so many more writes.</summary>
    public Task WhenRefusedAsync(int more)
    {
        int refused = Refused + more;
        return _signal.UntilAsync(() => Refused >= refused);
    }

    public void Heal()
    {
        WritesLeft = null;
        Refusal = new IOException("The disk is full.");
        LosesAnswers = false;
        BreaksAfter = null;
        Readable = true;
        BeforeRead = null;
        BeforeWrite = null;
    }

    /// <summary>Makes a record look as if somebody else had written it.</summary>
    public void Touch(string state, string uuid)
    {
        lock (_sync)
        {
            var key = KeyOf(state, uuid);
            _records[key] = (NextETag(), _records[key].Payload);
        }
    }

    /// <summary>Puts another version in place of a record.</summary>
    /// <returns>The version that was there.</returns>
    public (string? ETag, ReadOnlyMemory<byte> Payload) Exchange(string state, string uuid, (string? ETag, ReadOnlyMemory<byte> Payload)? version = null)
    {
        lock (_sync)
        {
            var key = KeyOf(state, uuid);
            var present = _records[key];
            _records[key] = version ?? present;
            return present;
        }
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await (BeforeRead?.Invoke() ?? Task.CompletedTask);
        lock (_sync)
        {
            if (!Readable)
            {
                throw new IOException("The store cannot be read.");
            }

            bool there = _records.TryGetValue((stateName, grainId), out var record);
            grainState.State = there ? _serializer.Deserialize<T>(new BinaryData(record.Payload)) : Activator.CreateInstance<T>();
            grainState.ETag = record.ETag;
            grainState.RecordExists = there;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await (BeforeWrite?.Invoke() ?? Task.CompletedTask);
        lock (_sync)
        {
            Begin(stateName, grainId, grainState);
            grainState.ETag = Replace(stateName, grainId, _serializer.Serialize(grainState.State).ToMemory());
            grainState.RecordExists = true;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_sync)
        {
            Begin(stateName, grainId, grainState);
            grainState.ETag = Replace(stateName, grainId, null);
            grainState.State = Activator.CreateInstance<T>();
            grainState.RecordExists = false;
            return Task.CompletedTask;
        }
    }

    private void Begin<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string? etag = _records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
        if (etag != grainState.ETag)
        {
            throw new InconsistentStateException($"{stateName} {grainId} is at {etag}, not at {grainState.ETag}.");
        }

        if (WritesLeft is { } left)
        {
            WritesLeft = left - 1;
            if (left <= 0)
            {
                Refused++;
                _signal.Tell();
                throw Refusal;
            }
        }
    }

    private string? Replace(string stateName, GrainId grainId, ReadOnlyMemory<byte>? payload)
    {
        Writes++;
        string? etag = null;
        if (payload is { } kept)
        {
            etag = NextETag();
            _records[(stateName, grainId)] = (etag, kept);
        }
        else
        {
            _records.Remove((stateName, grainId));
        }

        if (stateName == BreaksAfter)
        {
            (LosesAnswers, Readable) = (true, false);
        }

        return LosesAnswers ? throw new IOException("The connection was lost.") : etag;
    }

    private (string State, GrainId Grain) KeyOf(string state, string uuid) =>
        _records.Keys.Single(key => key.State == state && key.Grain.Key.ToString() == uuid);

    private string NextETag() => $"v{++_etags}";
}
