using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class KilledCopyTests : IDisposable
{
    private const int Kills = 6;

    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Copy_KilledAgainAndAgain_CompletesWhenRunAgain()
    {
        LogBook[] books = [.. Enumerable.Range(0, 30).Select(i => new LogBook($"book {i}", $"b{i:00}")
        {
            new FlowDetail("flow", $"f{i}") { new TaskDetail("task", $"t{i}") { Results = Document.From(i) } },
        })];
        await Stores.FillAsync(_stores.Sqlite, [.. books, Stores.LargeBook(flows: 4, atoms: 30)]);
        string wanted = await Stores.DumpAsync(_stores.Sqlite);
        string target = $"dir:///{_stores.Name("target")}";
        int partial = 0;
        for (int kill = 1; kill <= Kills; kill++)
        {
            using Process copy = Start("copy", _stores.Sqlite, target);
            await WaitForWritesAsync(copy, _stores.Name("target"), kill);
            copy.Kill();
            await copy.WaitForExitAsync();
            string left = await Stores.DumpAsync(target);
            partial += left.Length > 0 && left != wanted ? 1 : 0;
        }

        using Process last = Start("copy", _stores.Sqlite, target);
        string said = await last.StandardOutput.ReadToEndAsync() + await last.StandardError.ReadToEndAsync();
        await last.WaitForExitAsync();

        Assert.True(last.ExitCode == 0, said);
        Assert.Equal(wanted, await Stores.DumpAsync(target));
        Assert.True(partial > 0, "no copy was killed in the middle");
    }

    /// <summary>Waits until the process has written some more files, so that the kill comes in the middle of its work.</summary>
    private static async Task WaitForWritesAsync(Process process, string folder, int more)
    {
        int before = Count(folder);
        while (Count(folder) < before + (5 * more) && !process.HasExited)
        {
            await Task.Delay(1);
        }
    }

    private static int Count(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "metadata", SearchOption.AllDirectories).Count() : 0;
        }
        catch (DirectoryNotFoundException)
        {
            return 0;
        }
    }

    private static Process Start(params string[] arguments)
    {
        string noted = typeof(KilledCopyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == "Cli").Value!;
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, noted));
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(host, ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
