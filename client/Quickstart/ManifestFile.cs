using System.Text;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>
/// The manifest: a line a file, byte for byte what <c>sha256sum</c> prints. It is written beside its place and put there whole.
/// While this is open, no other run can write the same manifest.
/// </summary>
internal sealed class ManifestFile : IDisposable
{
    private readonly string _partialPath;
    private readonly FileStream _partial;
    private bool _inPlace;

    private ManifestFile(string path, string partialPath, FileStream partial)
    {
        Path = path;
        _partialPath = partialPath;
        _partial = partial;
    }

    public string Path { get; }

    /// <exception cref="ManifestException">It cannot be written there, or another run is about to.</exception>
    public static ManifestFile Open(string path)
    {
        string partialPath = PartialOf(path);
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder.");
            }

            return new ManifestFile(path, partialPath, new FileStream(partialPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"the manifest '{path}' cannot be written, or another run is writing it: {error.Message}", error);
        }
    }

    /// <summary>Where the manifest is written until it is whole.</summary>
    public static string PartialOf(string path) => path + ".partial";

    /// <summary>Replaces the manifest.</summary>
    public async Task WriteAsync(IEnumerable<(string Path, FileHash Hash)> files, CancellationToken cancellationToken)
    {
        _partial.SetLength(0);
        await using (var writer = new StreamWriter(_partial, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            foreach (var (path, hash) in files)
            {
                await writer.WriteAsync(Line(path, hash.Sha256).AsMemory(), cancellationToken);
            }
        }

        _partial.Flush(flushToDisk: true);
        File.Move(_partialPath, Path, overwrite: true);
        _inPlace = true;
    }

    /// <summary>Takes away what is written beside the manifest's place; a manifest that is there already stays.</summary>
    public void RemovePartial()
    {
        if (!_inPlace)
        {
            File.Delete(_partialPath);
        }
    }

    public void Dispose()
    {
        RemovePartial();

        _partial.Dispose();
    }

    // A name that would break its line is escaped, and a backslash before the hash says so.
    private static string Line(string path, string sha256)
    {
        string escaped = path.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");
        return $"{(escaped == path ? "" : "\\")}{sha256}  {escaped}\n";
    }
}
