using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A folder of files for the quickstart, with a file and a manifest beside it.</summary>
internal sealed class SampleFolder : IDisposable
{
    // Of the names of tasks that hash a file.
    private const string Prefix = "sha256 ";

    private const int LargeSize = 1 << 20;

    // Takes minutes to hash, and no room.
    private const long EndlessSize = 256L << 30;

    // The last that is begun.
    private const string Endless = "~endless";

    private readonly TemporaryFolder _place = new();

    /// <param name="backend">Where the work is kept; a file beside the folder if <see langword="null"/>.</param>
    public SampleFolder(string? backend = null)
    {
        Directory.CreateDirectory(Path);
        Backend = backend ?? $"sqlite:///{_place["flows.sqlite"]}";
    }

    public string Path => _place["files"];

    public string Manifest => _place["SHA256SUMS"];

    public string Backend { get; }

    /// <summary>A folder of that name beside it, for a process to work in.</summary>
    public string WorkingFolder(string name) => Directory.CreateDirectory(_place[name]).FullName;

    /// <summary>Makes files of different sizes in several folders, some large enough to keep the others from being done at once.</summary>
    public void Fill(int files)
    {
        for (int i = 0; i < files; i++)
        {
            string name = $"folder {i % 7}/file{i}.txt";
            Write(name, $"{i} {new string('x', i % 2000)}");
            if (i % 10 == 0)
            {
                SetLength(name, LargeSize);
            }
        }
    }

    /// <summary>Makes one more file, so that no run comes to its end before <see cref="LetEnd"/>.</summary>
    public void KeepFromEnding()
    {
        Write(Endless, "");
        SetLength(Endless, EndlessSize);
    }

    /// <summary>Takes that file away.</summary>
    public void LetEnd() => Delete(Endless);

    public void Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    /// <summary>Changes a file so that it does not show, but in its hash: its size and its time stay.</summary>
    public void Falsify(string name)
    {
        DateTime modified = File.GetLastWriteTimeUtc(PathOf(name));
        using (var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite))
        {
            int first = file.ReadByte();
            file.Position = 0;
            file.WriteByte((byte)~first);
        }

        File.SetLastWriteTimeUtc(PathOf(name), modified);
    }

    /// <summary>What <c>sha256sum</c> itself makes of the folder.</summary>
    public Task<string> RealManifestAsync() =>
        ShellAsync("find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum --");

    /// <summary>What a shell command, run in the folder, prints.</summary>
    public async Task<string> ShellAsync(string command)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
        })!;
        string printed = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return shell.ExitCode == 0 ? printed : throw new InvalidOperationException($"'{command}' failed with {shell.ExitCode}.");
    }

    /// <summary>The files whose results are saved, as a new backend sees it.</summary>
    public async Task<HashSet<string>> SavedAsync()
    {
        await using IBackend backend = await Backends.OpenAsync(Backend);
        IConnection connection = backend.Connect();
        LogBook book = await connection.GetLogBooksAsync().SingleAsync();
        return SavedIn(book);
    }

    /// <summary>The files whose results are saved in a logbook.</summary>
    public static HashSet<string> SavedIn(LogBook book) =>
        book.Single()
            .Where(atom => atom.State == State.Success && atom.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(atom => atom.Name[Prefix.Length..])
            .ToHashSet();

    public ChildProcess StartQuickstart(params string[] options) =>
        ChildProcess.Start(BuiltProgram.Quickstart, [Path, "--backend", Backend, "--manifest", Manifest, .. options]);

    public async Task<(int ExitCode, string LastLine, string Errors)> RunQuickstartAsync(params string[] options)
    {
        await using ChildProcess process = StartQuickstart(options);
        var (exitCode, lines) = await process.EndAsync();
        return (exitCode, lines is [.., var last] ? last : "", process.Errors);
    }

    public void Dispose() => _place.Dispose();

    private void SetLength(string name, long length)
    {
        using FileStream file = File.OpenWrite(PathOf(name));
        file.SetLength(length);
    }

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
