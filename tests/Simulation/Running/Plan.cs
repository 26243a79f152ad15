namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What goes wrong in each run of a flow; from some run on nothing does.</summary>
internal sealed class Plan
{
    private readonly List<Trouble> _troubles;

    public Plan(params IEnumerable<Trouble> troubles) => _troubles = [.. troubles];

    /// <summary>After so many runs nothing goes wrong any more.</summary>
    public int Troubled => _troubles.Count;

    public Trouble this[int run] => run < _troubles.Count ? _troubles[run] : Trouble.None;

    public static Plan Draw(Random random) => random.Next(10) switch
    {
        0 => new Plan(),
        1 or 2 or 3 => new Plan(Several(random, 6, () => Crash(random))),
        4 => new Plan(Enumerable.Repeat(new Trouble { CrashesAt = 1, CountsAtoms = true }, 400)),
        5 => new Plan(Several(random, 4, () => new Trouble { FaultRate = random.NextDouble() * 0.5 })),
        6 or 7 => new Plan(Several(random, 5, () => Stop(random))),
        _ => new Plan(Several(random, 6, () => Crash(random) with
        {
            FaultRate = random.Next(2) * random.NextDouble() * 0.3,
            SuspendsAt = random.Next(3) == 0 ? random.Next(1, 200) : 0,
            CancelsAt = random.Next(5) == 0 ? random.Next(1, 200) : 0,
        })),
    };

    private static IEnumerable<Trouble> Several(Random random, int most, Func<Trouble> draw) =>
        [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => draw())];

    private static Trouble Crash(Random random) => new()
    {
        CrashesAt = random.Next(1, random.Next(2) == 0 ? 10 : 60),
        CrashesBefore = random.Next(2) == 0,
    };

    private static Trouble Stop(Random random) => random.Next(3) == 0
        ? new Trouble { CancelsAt = random.Next(1, 150) }
        : new Trouble { SuspendsAt = random.Next(1, 150) };
}
