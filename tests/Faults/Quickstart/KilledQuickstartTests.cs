using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>The quickstart, stopped on its way and run again.</summary>
public sealed class KilledQuickstartTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Quickstart_KilledThreeTimes_HashesNoSavedFileAgain()
    {
        int files = Campaign.IsLong ? 5_000 : 600;

        // It shows every twentieth of the way, and no run comes to the last.
        int lastShown = files * 19 / 20;
        Random chance = Campaign.Chance(output);
        using var folder = new SampleFolder();
        folder.Fill(files);
        string expected = await folder.RealManifestAsync();
        folder.KeepFromEnding();
        HashSet<string> saved = [];
        for (int kill = 1; kill <= Kills; kill++)
        {
            int wanted = Math.Min(lastShown, saved.Count + 1 + chance.Next(files / 8));
            int shown = await KillAfterAsync(folder, wanted > saved.Count ? wanted : 0);
            HashSet<string> before = saved;
            saved = await folder.SavedAsync();
            output.WriteLine($"Kill {kill}: {shown} shown as done, {saved.Count} saved.");
            Assert.True(saved.Count >= shown, $"{shown} files were shown as done, {saved.Count} are saved.");
            Assert.Superset(before, saved);

            // From here on their hashes are only in the logbook: to hash one of them again would give another.
            foreach (string name in saved.Except(before))
            {
                folder.Falsify(name);
            }
        }

        folder.LetEnd();
        var (exitCode, lastLine, errors) = await folder.RunQuickstartAsync();
        Assert.Equal((0, $"{files} files: {files - saved.Count} hashed, {saved.Count} resumed", ""), (exitCode, lastLine, errors));
        Assert.NotEmpty(saved);
        Assert.Equal(expected, await File.ReadAllTextAsync(folder.Manifest));
    }

    [Fact]
    public async Task Quickstart_Terminated_SaysHowToGoOnAndDoes()
    {
        const int Files = 100;
        using var folder = new SampleFolder();
        folder.Fill(Files);
        string expected = await folder.RealManifestAsync();
        folder.KeepFromEnding();

        await using ChildProcess process = folder.StartQuickstart();
        await process.ShownAsync(atLeast: 1, Patience);
        process.Terminate();
        var (exitCode, _) = await process.EndAsync();
        Assert.Equal((130, "error: stopped; run the same command again to go on"), (exitCode, process.Errors));
        Assert.False(File.Exists(folder.Manifest));

        folder.LetEnd();
        int saved = (await folder.SavedAsync()).Count;
        var (_, lastLine, _) = await folder.RunQuickstartAsync();
        Assert.Equal($"{Files} files: {Files - saved} hashed, {saved} resumed", lastLine);
        Assert.Equal(expected, await File.ReadAllTextAsync(folder.Manifest));
    }

    // How many files it showed as done before it was gone.
    private static async Task<int> KillAfterAsync(SampleFolder folder, int done)
    {
        await using ChildProcess process = folder.StartQuickstart();
        int shown = await process.ShownAsync(done, Patience);
        IReadOnlyList<string> rest = await process.KillAsync();
        return Math.Max(shown, rest.Select(Progress.DoneIn).DefaultIfEmpty().Max());
    }
}
