using System.Diagnostics;
using System.Globalization;
using Orleans.TaskFlow.Tests.Simulation;

int Option(string name, int otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}

int seed = Option("--seed", 1);
int from = Option("--from", 0);
int flows = Option("--flows", 10_000);
int most = Option("--failures", 10);
var campaign = new Campaign(seed);
var watch = Stopwatch.StartNew();
int done = 0;
int failed = 0;
Parallel.For(
    from,
    from + flows,
    new ParallelOptions { MaxDegreeOfParallelism = Option("--threads", Environment.ProcessorCount) },
    (number, loop) =>
    {
        if (campaign.Simulate(number) is { } wrong)
        {
            Console.WriteLine(wrong + "\n");
            if (Interlocked.Increment(ref failed) >= most)
            {
                loop.Stop();
            }
        }

        if (Interlocked.Increment(ref done) % 5000 == 0)
        {
            Console.WriteLine($"{done} flows, {failed} failed, {campaign.Summary}, {watch.Elapsed.TotalSeconds:F0} s");
        }
    });
Console.WriteLine($"seed {seed}, flows {from} to {from + flows - 1}: {campaign.Summary}, {watch.Elapsed.TotalSeconds:F0} s");
Console.WriteLine($"met: {campaign.Met}");
Console.WriteLine($"{done - failed} passed, {failed} failed");
return failed > 0 || done == 0 ? 1 : 0;
