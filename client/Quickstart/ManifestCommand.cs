using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>The command line: writes a SHA-256 manifest of a folder, and goes on where an earlier run was stopped.</summary>
public sealed class ManifestCommand
{
    private const int Succeeded = 0;
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Stopped = 130;

    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(15);

    private readonly Argument<string> _folder = new("FOLDER") { Description = "The folder whose files are hashed." };

    private readonly Option<string> _manifest = new("--manifest")
    {
        Description = "Where the manifest is written; 'cd FOLDER && sha256sum -c FILE' checks it.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "SHA256SUMS",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Forget what earlier runs did for this folder." };

    private readonly RootCommand _root = new("Writes a SHA-256 manifest of a folder. Killed at any point, it goes on from there when started again.");
    private readonly Action<HostApplicationBuilder, ParseResult> _addStorage;

    /// <param name="addStorage">Registers where the work is kept: an <see cref="IFlowStorageFactory"/>.</param>
    /// <param name="storageOptions">The options that it reads.</param>
    public ManifestCommand(Action<HostApplicationBuilder, ParseResult> addStorage, params ReadOnlySpan<Option> storageOptions)
    {
        _addStorage = addStorage;
        _root.Arguments.Add(_folder);
        foreach (Option option in (Option[])[.. storageOptions, _manifest, _fresh])
        {
            _root.Options.Add(option);
        }

        _root.SetAction(RunAsync);
    }

    /// <returns>The exit code: 0 done, 1 something failed, 2 wrong usage, 130 stopped.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        ParseResult options = _root.Parse(args);
        if (options.Errors.Count > 0)
        {
            return Report(Misused, options.Errors[0].Message);
        }

        try
        {
            return await options.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Report(Stopped, "stopped; run the same command again to go on");
        }
        catch (Exception error) when (error is ManifestException or ArgumentException or OptionsValidationException)
        {
            return Report(Misused, error.Message);
        }
        catch (Exception error) when (error is TaskFlowException or IOException or UnauthorizedAccessException)
        {
            return Report(Failed, error.Message);
        }
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(host => host.StartupTimeout = TimeToStart);
        _addStorage(builder, options);
        using IHost host = builder.Build();
        await StartAsync(host, cancellationToken);
        int exitCode = await WriteManifestAsync(host.Services, options, cancellationToken);
        await host.StopAsync(CancellationToken.None);
        return exitCode;
    }

    private static async Task StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OptionsValidationException && !cancellationToken.IsCancellationRequested)
        {
            string reason = error is OperationCanceledException ? $"no answer within {TimeToStart.TotalSeconds} s" : error.GetBaseException().Message;
            throw new IOException($"the storage cannot be reached ({reason}); is its service running?", error);
        }
    }

    private async Task<int> WriteManifestAsync(IServiceProvider services, ParseResult options, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = FolderAt(options.GetRequiredValue(_folder));
        string manifestPath = Path.GetFullPath(options.GetRequiredValue(_manifest));
        OwnFiles ownFiles = services.GetService<OwnFiles>() ?? new OwnFiles();
        ownFiles.Add(manifestPath, ManifestFile.PartialOf(manifestPath));

        using ManifestFile manifest = ManifestFile.Open(manifestPath);
        var storages = services.GetRequiredService<IFlowStorageFactory>();
        await using IFlowStorage storage = await FolderFlow.OpenAsync(storages, folder.FullName, options.GetValue(_fresh), cancellationToken);
        FolderListing listing = FolderListing.Of(folder, ownFiles);
        Console.WriteLine($"{folder.FullName}: {listing.Files.Count} files, flow {storage.FlowUuid} in {storages.Backend.Description}");

        var job = new ManifestJob(storage, storages.Backend.Connect(), View(), manifest.WriteAsync, manifest.RemovePartial);
        ManifestOutcome outcome = await job.RunAsync(listing.Files, cancellationToken);

        UnreadFile[] unread = [.. listing.Unread, .. outcome.Unread];
        foreach (UnreadFile file in unread)
        {
            Console.Error.WriteLine($"error: {PathText.Shown(file.Path)}: {file.Reason}");
        }

        Console.WriteLine($"Manifest: {manifestPath} (--fresh hashes everything again)");
        Console.WriteLine($"{outcome.Files} files: {outcome.Hashed} hashed, {outcome.Resumed} resumed");
        return unread.Length == 0 ? Succeeded : Failed;
    }

    private static DirectoryInfo FolderAt(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return folder.Exists ? folder : throw new ManifestException($"'{path}' is not a folder; name one whose files are to be hashed");
    }

    private static IProgressView View() =>
        AnsiConsole.Profile.Out.IsTerminal && AnsiConsole.Profile.Capabilities.Ansi
            ? new LiveProgress(AnsiConsole.Console)
            : new PlainProgress(Console.Out);

    private static int Report(int exitCode, string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return exitCode;
    }
}
