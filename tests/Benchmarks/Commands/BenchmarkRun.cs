using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One run: measures, prints each row as soon as it is known, and at the end what the rows come to.</summary>
public sealed class BenchmarkRun(BenchmarkOptions options)
{
    private readonly List<Row> _rows = [];

    /// <summary>Measures subjects that run in this process.</summary>
    /// <param name="kinds">The subjects.</param>
    /// <param name="others">What measures others, once these are done, and gives their rows; null for nothing.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<SubjectKind> kinds, Func<IAsyncEnumerable<Row>>? others = null)
    {
        long begin = Stopwatch.GetTimestamp();
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.Folder), $"taskflow-benchmark-{Guid.NewGuid()}")).FullName;
        try
        {
            await using StreamWriter? json = options.JsonFile is { } file ? new StreamWriter(file) { AutoFlush = true } : null;
            PrintHead();
            await foreach (Row row in RowsAsync(kinds, folder))
            {
                Console.WriteLine(RowTable.Line(row));
                await AddAsync(row, json);
            }

            // They are printed where they are measured.
            await foreach (Row row in others?.Invoke() ?? AsyncEnumerable.Empty<Row>())
            {
                await AddAsync(row, json);
            }

            PrintTables(Stopwatch.GetElapsedTime(begin));
            return 0;
        }
        catch (Exception error) when (error is PeerException or ClusterException or TaskFlowException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async IAsyncEnumerable<Row> RowsAsync(IReadOnlyList<SubjectKind> kinds, string folder)
    {
        using PeerProcess? peer = options.WithPeer && kinds.Count > 0 ? await PeerProcess.StartAsync(folder) : null;
        foreach (SubjectKind kind in kinds)
        {
            await using ISubject subject = await kind.StartAsync(Directory.CreateDirectory(Path.Combine(folder, kind.Name)).FullName);
            await using var measurement = new Measurement(kind, subject, peer, options.Time);
            foreach (var (scenario, cells) in Plan.For(kind, options))
            {
                foreach (Row row in await measurement.RunAsync(scenario, cells))
                {
                    yield return row;
                }
            }
        }
    }

    private async Task AddAsync(Row row, StreamWriter? json)
    {
        _rows.Add(row);
        if (json is not null)
        {
            await json.WriteLineAsync(JsonRows.Write(row));
        }
    }

    private void PrintHead()
    {
        if (options.RowsOnly)
        {
            return;
        }

        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
        if (MachineLoad.Average() is { } load && load > Environment.ProcessorCount)
        {
            Console.WriteLine(
                $"The machine is busy (load average {load:0.0}): a side with several threads gets more of it than one with a single thread, so ratios mean little.");
        }

        Console.WriteLine();
        Console.WriteLine(RowTable.Head);
    }

    private void PrintTables(TimeSpan taken)
    {
        if (options.RowsOnly)
        {
            return;
        }

        foreach (string line in (string[])[.. SlowdownTable.Lines(_rows), .. TargetTable.Lines(_rows)])
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        Console.WriteLine($"{_rows.Count} rows in {taken.TotalSeconds:0} s");
    }
}
