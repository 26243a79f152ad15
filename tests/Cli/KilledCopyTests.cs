using System.Diagnostics;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class KilledCopyTests : IDisposable
{
    private const int Partial = 3;
    private const int MostKills = 30;
    private const int Books = 300;
    private const int LookedAt = 256 * 1024;

    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Copy_KilledAgainAndAgain_CompletesWhenRunAgain()
    {
        LogBook[] books = [.. Enumerable.Range(0, Books).Select(i => new LogBook($"book {i}", $"b{i:000}")
        {
            new FlowDetail("flow", $"f{i}") { new TaskDetail("task", $"t{i}") { Results = Document.From(i) } },
        })];
        await Stores.FillAsync(_stores.Sqlite, [.. books, Stores.LargeBook(flows: 4, atoms: 30)]);
        string wanted = await Stores.DumpAsync(_stores.Sqlite);
        int targets = 0;
        string folder = _stores.Name($"target-{targets}");
        int partial = 0;
        for (int kill = 1; partial < Partial && kill <= MostKills; kill++)
        {
            using Process copy = Programs.Start("copy", _stores.Sqlite, TargetIn(folder));
            await WaitForWritesAsync(copy, folder, partial + 1);
            copy.Kill();
            await copy.WaitForExitAsync();
            string left = await Stores.DumpAsync(TargetIn(folder));
            if (left == wanted)
            {
                // The kill came too late; there is nothing left to copy into this one.
                folder = _stores.Name($"target-{++targets}");
                partial = 0;
            }
            else if (left.Length > 0)
            {
                partial++;
            }
        }

        Assert.True(partial == Partial, $"only {partial} copies into one target were killed in the middle");
        using Process last = Programs.Start("copy", _stores.Sqlite, TargetIn(folder));
        string said = await last.StandardOutput.ReadToEndAsync() + await last.StandardError.ReadToEndAsync();
        await last.WaitForExitAsync();

        Assert.True(last.ExitCode == 0, said);
        Assert.Equal(wanted, await Stores.DumpAsync(TargetIn(folder)));
    }

    private static string TargetIn(string folder) => $"dir:///{folder}";

    /// <summary>Waits until the process has written some more, so that the kill comes in the middle of its work.</summary>
    private static async Task WaitForWritesAsync(Process process, string folder, int more)
    {
        int written = 0;
        int before = Written(folder);
        while (written < 5 * more && !process.HasExited)
        {
            await Task.Delay(1);
            int now = Written(folder);
            written += Math.Max(0, now - before);
            before = now;
        }
    }

    /// <summary>The KiB at the beginning of the logs, which end in zeros, and the files that were made of them.</summary>
    private static int Written(string folder)
    {
        try
        {
            return !Directory.Exists(folder) ? 0 : Directory.EnumerateFiles(folder, "log*").Sum(UsedOf) / 1024
                + Directory.EnumerateFiles(folder, "metadata", SearchOption.AllDirectories).Count();
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int UsedOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[LookedAt];
        return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).TrimEnd((byte)0).Length;
    }
}
