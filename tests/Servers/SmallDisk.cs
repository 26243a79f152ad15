namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A file system of a few megabytes, in memory, which a test can fill and make read-only. Only root can mount one; it goes with the process.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Ballast = "ballast";

    private readonly ServerFolder? _folder;

    private SmallDisk(string path, ServerFolder? folder)
    {
        Path = path;
        _folder = folder;
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one.</summary>
    /// <exception cref="ServerUnavailableException">This process may not.</exception>
    public static async Task<SmallDisk> MountAsync(int megabytes, CancellationToken cancellationToken = default)
    {
        ServerFolder folder = await ServerFolder.CreateAsync("disk", new ServerAccount("root", "root"), tidySignal: null, cancellationToken);
        try
        {
            await MountAsync(folder["data"], megabytes, new ServerAccount("root", "root"), cancellationToken);
            return new SmallDisk(folder["data"], folder);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Mounts one for a server, in whose folder it is and with which it goes.</summary>
    internal static async Task<SmallDisk> MountAsync(string path, int megabytes, ServerAccount account, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var (exitCode, output, errors) = await new Command("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", path).TryAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw new ServerUnavailableException($"A file system of limited size cannot be mounted here, which takes root on Linux: {output} {errors}");
        }

        await account.OwnAsync(path, cancellationToken);
        return new SmallDisk(path, folder: null);
    }

    /// <summary>Fills it up to so many bytes.</summary>
    public async Task FillAsync(long left, CancellationToken cancellationToken = default)
    {
        long size = new DriveInfo(Path).AvailableFreeSpace - left;
        await new Command("fallocate", "-l", $"{size}", File).RunAsync(cancellationToken);
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom() => System.IO.File.Delete(File);

    /// <summary>Lets nobody write to it, or everybody again.</summary>
    public Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken = default) =>
        new Command("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path).RunAsync(cancellationToken);

    /// <summary>Unmounts it. That of a server goes with the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await _folder.DisposeAsync();
        }
    }

    private string File => System.IO.Path.Combine(Path, Ballast);
}
