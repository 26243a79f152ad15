namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk that knows what of its files and folders has been flushed. Paths are relative; the root is <c>.</c>.</summary>
internal sealed class SimulatedDisk
{
    private readonly Folder _root;

    public SimulatedDisk()
        : this(new Folder())
    {
    }

    private SimulatedDisk(Folder root) => _root = root;

    public void Write(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        var (folder, name) = ParentOf(path);
        var file = (Bytes?)folder.Current.GetValueOrDefault(name) ?? new Bytes();
        folder.Current[name] = file;
        file.Current = [.. file.Current.Take((int)offset), .. bytes];
    }

    public void FlushFile(string path)
    {
        var file = (Bytes)Find(path);
        file.Flushed = file.Current;
    }

    public void FlushFolder(string path)
    {
        var folder = (Folder)Find(path);
        folder.Flushed = new(folder.Current);
    }

    public void Rename(string from, string to)
    {
        var (source, name) = ParentOf(from);
        source.Current.Remove(name, out object? node);
        var (target, newName) = ParentOf(to);
        target.Current[newName] = node!;
    }

    public void CreateFolder(string path)
    {
        if (path != ".")
        {
            var (folder, name) = ParentOf(path);
            folder.Current.TryAdd(name, new Folder());
        }
    }

    public void Link(string path, string target)
    {
        var (folder, name) = ParentOf(path);
        folder.Current.TryAdd(name, target);
    }

    public void Delete(string path)
    {
        var (folder, name) = ParentOf(path);
        folder.Current.Remove(name);
    }

    /// <summary>The disk that is left after the power was cut: all that is on it is flushed.</summary>
    public SimulatedDisk After(PowerCut cut) => new(_root.After(
        keepsNames: cut is PowerCut.TakesNothing or PowerCut.TakesContentsThatWereNotFlushed,
        keepsContents: cut is PowerCut.TakesNothing or PowerCut.TakesNamesThatWereNotFlushed));

    /// <summary>Makes real files of all that is on the disk.</summary>
    public void Materialize(string root) => Materialize(_root, root);

    private static void Materialize(Folder folder, string path)
    {
        Directory.CreateDirectory(path);
        foreach (var (name, node) in folder.Current)
        {
            string place = Path.Combine(path, name);
            switch (node)
            {
                case Folder inner:
                    Materialize(inner, place);
                    break;
                case Bytes file:
                    File.WriteAllBytes(place, file.Current);
                    break;
                default:
                    File.CreateSymbolicLink(place, (string)node);
                    break;
            }
        }
    }

    private object Find(string path)
    {
        if (path == ".")
        {
            return _root;
        }

        var (folder, name) = ParentOf(path);
        return folder.Current[name];
    }

    private (Folder Folder, string Name) ParentOf(string path)
    {
        string[] parts = path.Split('/');
        Folder folder = _root;
        foreach (string part in parts[..^1])
        {
            folder = (Folder)folder.Current[part];
        }

        return (folder, parts[^1]);
    }

    private sealed class Folder
    {
        public Dictionary<string, object> Current { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, object> Flushed { get; set; } = new(StringComparer.Ordinal);

        public Folder After(bool keepsNames, bool keepsContents)
        {
            var left = new Folder();
            foreach (var (name, node) in keepsNames ? Current : Flushed)
            {
                left.Current[name] = node switch
                {
                    Folder folder => folder.After(keepsNames, keepsContents),
                    Bytes file => file.After(keepsContents),
                    _ => node,
                };
            }

            left.Flushed = new(left.Current);
            return left;
        }
    }

    private sealed class Bytes
    {
        public byte[] Current { get; set; } = [];

        public byte[] Flushed { get; set; } = [];

        public Bytes After(bool keepsContents)
        {
            byte[] left = keepsContents ? Current : Flushed;
            return new Bytes { Current = left, Flushed = left };
        }
    }
}
