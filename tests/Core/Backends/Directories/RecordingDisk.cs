namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Writes down all that is done to the files of a folder, one system call after the other, and does it.</summary>
internal sealed class RecordingDisk(string root) : IDirectoryDisk, IDisposable
{
    private readonly DirectoryDisk _disk = new(durable: false);
    private readonly Lock _gate = new();

    /// <summary>Where an item that is filed is linked.</summary>
    public HaltingPlace Linking { get; } = new();

    public List<DiskOperation> Operations { get; } = [];

    /// <summary>Notes that a call returned, and what the store held then.</summary>
    public void Acknowledge(string contents) => Record("acknowledged", static _ => { }, contents);

    public void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        byte[] contents = bytes.ToArray();
        string file = Relative(path);

        // A system is free to write a part of what it was given.
        Record($"open {file}", disk => disk.WriteInto(file, 0, []));
        Record($"write half of {file}", disk => disk.WriteInto(file, 0, contents[..(contents.Length / 2)]));
        Record($"write {file}", disk => disk.WriteInto(file, 0, contents));
        Record($"cut {file}", disk => disk.Cut(file, contents.Length));
        _disk.Write(path, bytes);
    }

    public void FlushFile(string path) => Record($"flush {Relative(path)}", disk => disk.FlushFile(Relative(path)));

    public void FlushFolder(string path)
    {
        // What is above the root is not part of the disk.
        if (Relative(path) != "..")
        {
            Record($"flush folder {Relative(path)}", disk => disk.FlushFolder(Relative(path)));
        }
    }

    public bool CanFlushAll { get; init; } = true;

    public void FlushAll(string path) => Record("flush all", disk => disk.FlushAll());

    public void Rename(string from, string to)
    {
        Record($"rename {Relative(from)} to {Relative(to)}", disk => disk.Rename(Relative(from), Relative(to)));
        _disk.Rename(from, to);
    }

    public void CreateFolder(string path)
    {
        Record($"create folder {Relative(path)}", disk => disk.CreateFolder(Relative(path)));
        _disk.CreateFolder(path);
    }

    public void Link(string path, string target)
    {
        Linking.ComeBy();
        Record($"link {Relative(path)}", disk => disk.Link(Relative(path), target));
        _disk.Link(path, target);
    }

    public void DeleteFile(string path)
    {
        Record($"delete {Relative(path)}", disk => disk.Delete(Relative(path)));
        _disk.DeleteFile(path);
    }

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            // As the system does it: what is inside first.
            foreach (string inside in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            {
                if ((File.GetAttributes(inside) & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory)
                {
                    DeleteFolder(inside);
                }
                else
                {
                    DeleteFile(inside);
                }
            }

            Record($"delete folder {Relative(path)}", disk => disk.Delete(Relative(path)));
            Directory.Delete(path);
        }
    }

    public IDirectoryFile Open(string path, bool writable) => new RecordingFile(this, Relative(path), _disk.Open(path, writable));

    public IDisposable? TryLock(string path, bool exclusive) => _disk.TryLock(path, exclusive);

    public void Dispose() => Linking.Dispose();

    // Items are filed while calls go on.
    private void Record(string what, Action<SimulatedDisk> operation, string? acknowledged = null)
    {
        lock (_gate)
        {
            Operations.Add(new DiskOperation(what, operation, acknowledged));
        }
    }

    private string Relative(string path) => Path.GetRelativePath(root, path);

    private sealed class RecordingFile(RecordingDisk recorder, string name, IDirectoryFile file) : IDirectoryFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        public void Write(ReadOnlyMemory<byte> bytes, long offset)
        {
            byte[] contents = bytes.ToArray();
            recorder.Record($"write half of {name} at {offset}", disk => disk.WriteInto(name, offset, contents[..(contents.Length / 2)]));
            recorder.Record($"write {name} at {offset}", disk => disk.WriteInto(name, offset, contents));
            file.Write(bytes, offset);
        }

        public void Cut(long length)
        {
            recorder.Record($"cut {name} at {length}", disk => disk.Cut(name, length));
            file.Cut(length);
        }

        public void Flush() => recorder.Record($"flush {name}", disk => disk.FlushFile(name));

        public void Dispose() => file.Dispose();
    }
}
