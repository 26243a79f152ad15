using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// A job that a process on one machine began, and that is finished by a process on another: here one with another working folder, which
/// has nothing of the first but the store.
/// </summary>
public abstract class PeerResumeSuite(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Peer_OfAProcessThatWasKilled_FinishesItsJobAndDoesNothingAgain()
    {
        int files = Campaign.IsLong ? 3_000 : 400;
        Random chance = Campaign.Chance(output);
        string backend = await CreateBackendAsync();
        using var folder = new SampleFolder(backend);
        folder.Fill(files);
        string expected = await folder.RealManifestAsync();
        folder.KeepFromEnding();

        int shown;
        await using (ChildProcess first = Start(folder.WorkingFolder("first"), folder.Path, backend))
        {
            shown = await first.ShownAsync(atLeast: 1 + chance.Next(files / 2), Patience);
            shown = Math.Max(shown, (await first.KillAsync()).Select(Progress.DoneIn).DefaultIfEmpty().Max());
        }

        await AfterKillAsync();
        HashSet<string> saved = await SavedAsync(folder);
        output.WriteLine($"{shown} shown as done, {saved.Count} saved.");
        Assert.True(saved.Count >= shown, $"{shown} files were shown as done, {saved.Count} are saved.");
        foreach (string name in saved)
        {
            // From here on its hash is only in the store: to hash it again would give another.
            folder.Falsify(name);
        }

        folder.LetEnd();
        string place = folder.WorkingFolder("second");
        await using ChildProcess second = Start(place, folder.Path, backend);
        var (exitCode, lines) = await second.EndAsync();

        Assert.Equal((0, ""), (exitCode, second.Errors));
        Assert.Equal($"{files} files: {files - saved.Count} hashed, {saved.Count} resumed", lines[^1]);
        Assert.Equal(expected, await File.ReadAllTextAsync(Path.Combine(place, "SHA256SUMS")));
        Assert.NotEmpty(saved);
        Assert.False(File.Exists(Path.Combine(folder.WorkingFolder("first"), "SHA256SUMS")), "The first process has finished the job by itself.");
    }

    /// <summary>A store of one test: what the processes are told of it.</summary>
    protected abstract Task<string> CreateBackendAsync();

    /// <summary>Starts the quickstart on that store; its manifest is <c>SHA256SUMS</c> in the working folder.</summary>
    private protected virtual ChildProcess Start(string workingFolder, string folder, string backend) =>
        ChildProcess.StartIn(workingFolder, BuiltProgram.Quickstart, folder, "--backend", backend);

    /// <summary>What else breaks with the process.</summary>
    protected virtual Task AfterKillAsync() => Task.CompletedTask;

    private protected virtual Task<HashSet<string>> SavedAsync(SampleFolder folder) => folder.SavedAsync();
}
