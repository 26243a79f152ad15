using System.Security.Cryptography;
using System.Text;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A disk that knows what of its files and folders has been flushed. Paths are relative; the root is <c>.</c>.</summary>
internal sealed class SimulatedDisk
{
    private const int Sector = 512;

    private readonly Folder _root;

    public SimulatedDisk()
        : this(new Folder())
    {
    }

    private SimulatedDisk(Folder root) => _root = root;

    /// <summary>Writes a part of a file, and makes it if it is not there.</summary>
    public void WriteInto(string path, long offset, byte[] bytes)
    {
        FileAt(path);

        // A disk writes a sector or does not, in any order.
        for (int begin = 0; begin < bytes.Length;)
        {
            int at = (int)offset + begin;
            byte[] part = bytes[begin..Math.Min(bytes.Length, begin + Sector - (at % Sector))];
            FileAt(path).Change(current => With(current, at, part));
            begin += part.Length;
        }
    }

    public void Cut(string path, long length) => FileAt(path).Change(current => current[..Math.Min(current.Length, (int)length)]);

    public void FlushFile(string path)
    {
        ((Bytes)Find(path)).Flush();
    }

    public void FlushFolder(string path)
    {
        var folder = (Folder)Find(path);
        folder.Flushed = new(folder.Current);
    }

    public void FlushAll() => FlushAll(_root);

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
    public SimulatedDisk After(PowerCut cut, int seed)
    {
        var chance = new Random(seed);
        return new(_root.After(
            keepsName: cut switch
            {
                PowerCut.TakesNothing or PowerCut.TakesContentsThatWereNotFlushed => static () => true,
                PowerCut.TakesSomeOfAllThatWasNotFlushed => () => chance.Next(2) == 0,
                _ => static () => false,
            },
            keepsWrite: cut switch
            {
                PowerCut.TakesNothing or PowerCut.TakesNamesThatWereNotFlushed => static () => true,
                PowerCut.TakesSomeOfAllThatWasNotFlushed => () => chance.Next(2) == 0,
                _ => static () => false,
            }));
    }

    /// <summary>Makes real files of all that is on the disk.</summary>
    public void Materialize(string root) => Materialize(_root, root);

    /// <summary>The same for disks that hold the same, and for no others.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(_root, hash);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Add(Folder folder, IncrementalHash hash)
    {
        foreach (var (name, node) in folder.Current.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            AddPart(Encoding.UTF8.GetBytes(name));
            switch (node)
            {
                case Folder inner:
                    hash.AppendData("folder"u8);
                    Add(inner, hash);
                    break;
                case Bytes file:
                    hash.AppendData("file"u8);
                    AddPart(file.Current);
                    break;
                default:
                    hash.AppendData("link"u8);
                    AddPart(Encoding.UTF8.GetBytes((string)node));
                    break;
            }
        }

        hash.AppendData("end"u8);

        void AddPart(byte[] part)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }
    }

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

    private static byte[] With(byte[] bytes, int at, byte[] part)
    {
        byte[] changed = new byte[Math.Max(bytes.Length, at + part.Length)];
        bytes.CopyTo(changed, 0);
        part.CopyTo(changed, at);
        return changed;
    }

    private static void FlushAll(Folder folder)
    {
        folder.Flushed = new(folder.Current);
        foreach (object node in folder.Current.Values)
        {
            (node as Bytes)?.Flush();
            if (node is Folder inner)
            {
                FlushAll(inner);
            }
        }
    }

    private Bytes FileAt(string path)
    {
        var (folder, name) = ParentOf(path);
        if (folder.Current.GetValueOrDefault(name) is not Bytes file)
        {
            folder.Current[name] = file = new Bytes();
        }

        return file;
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

        public Folder After(Func<bool> keepsName, Func<bool> keepsWrite)
        {
            var left = new Folder();
            foreach (string name in Current.Keys.Union(Flushed.Keys).ToArray())
            {
                bool isCurrent = ReferenceEquals(Current.GetValueOrDefault(name), Flushed.GetValueOrDefault(name)) || keepsName();
                object? node = (isCurrent ? Current : Flushed).GetValueOrDefault(name) switch
                {
                    Folder folder => folder.After(keepsName, keepsWrite),
                    Bytes file => file.After(keepsWrite),
                    var other => other,
                };
                if (node is not null)
                {
                    left.Current[name] = node;
                }
            }

            left.Flushed = new(left.Current);
            return left;
        }
    }

    private sealed class Bytes
    {
        private readonly List<Func<byte[], byte[]>> _changes = [];

        public byte[] Current { get; private set; } = [];

        private byte[] Flushed { get; set; } = [];

        public void Change(Func<byte[], byte[]> change)
        {
            Current = change(Current);
            _changes.Add(change);
        }

        public void Flush()
        {
            Flushed = Current;
            _changes.Clear();
        }

        public Bytes After(Func<bool> keepsWrite)
        {
            byte[] left = _changes.Where(_ => keepsWrite()).Aggregate(Flushed, (current, change) => change(current));
            return new Bytes { Current = left, Flushed = left };
        }
    }
}
