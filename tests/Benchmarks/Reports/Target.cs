namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What the numbers are to reach.</summary>
/// <param name="Text">In words.</param>
/// <param name="On">The subject that it is about.</param>
/// <param name="Applies">The rows that it is about.</param>
/// <param name="Value">What is compared; null for a row without it.</param>
/// <param name="AtLeast">How much each row is to have at least.</param>
public sealed record Target(string Text, string On, Func<Row, bool> Applies, Func<Row, double?> Value, double AtLeast)
{
    private static readonly string[] _durable = ["sqlite", "postgres", "cluster+sqlite+tables", "cluster+postgres+tables"];

    private static readonly string[] _saves = ["set_state", "save_small", "save_10k"];

    // With 10 KB each it is the disk's throughput that counts, not its commits.
    private static readonly string[] _small = ["set_state", "save_small"];

    /// <summary>Whether it is about how many a second, and not how many times as many as something else.</summary>
    public bool IsRate { get; init; }

    /// <summary>Whether <see cref="AtLeast"/> is the most that a row may have.</summary>
    public bool IsMost { get; init; }

    public static IReadOnlyList<Target> All { get; } =
    [
        new("each write 20x TaskFlow's memory", "memory", row => KindOf(row) == ScenarioKind.Write, row => row.Ratio, 20),
        new("each read 10x TaskFlow's memory", "memory", row => KindOf(row) is ScenarioKind.Read or ScenarioKind.StoreRead, row => row.Ratio, 10),
        new("set state and save 20x TaskFlow's SQLite", "sqlite", row => _saves.Contains(row.Scenario), row => row.Ratio, 20),
        new("set state and save 0.7 of raw commits", "sqlite", row => _saves.Contains(row.Scenario) && row.Flows == 1, row => row.OfLimit, 0.7),
        new("32 flows 8x raw single commits", "sqlite", row => _small.Contains(row.Scenario) && row.Flows == 32, row => row.OfLimit, 8),
        new("set state and save 0.5x TaskFlow's directory", "directory", row => _saves.Contains(row.Scenario), row => row.Ratio, 0.5),
        new("set state and save 5x TaskFlow's directory", "directory-nosync", row => _saves.Contains(row.Scenario), row => row.Ratio, 5),
        new("set state and save 2x TaskFlow's ZooKeeper", "zookeeper", row => _saves.Contains(row.Scenario), row => row.Ratio, 2),
        new("set state and save 10x TaskFlow's PostgreSQL", "postgres", row => _saves.Contains(row.Scenario), row => row.Ratio, 10),
        new("1 flow 0.5 of pgbench's updates", "postgres", row => _saves.Contains(row.Scenario) && row.Flows == 1, row => row.OfLimit, 0.5),
        new("32 flows 1.0 of pgbench's updates", "postgres", row => _small.Contains(row.Scenario) && row.Flows == 32, row => row.OfLimit, 1),
        new("set state and save 10x TaskFlow's MariaDB", "mysql", row => _saves.Contains(row.Scenario), row => row.Ratio, 10),
        new("fetch 2.5x TaskFlow's memory", "cluster", row => row.Scenario == "fetch", row => row.Ratio, 2.5),
        new("set state 1.2x TaskFlow's memory", "cluster", row => row.Scenario == "set_state", row => row.Ratio, 1.2),
        new("set state and save 8x TaskFlow's PostgreSQL", "cluster+postgres", row => _saves.Contains(row.Scenario), row => row.Ratio, 8),
        new("set state and save 8x TaskFlow's PostgreSQL", "cluster+postgres+tables", row => _saves.Contains(row.Scenario), row => row.Ratio, 8),
        new("32 flows 3x raw single commits", "cluster+sqlite+tables", row => _small.Contains(row.Scenario) && row.Flows == 32, row => row.OfLimit, 3),
        new("set state and save 10x TaskFlow's SQLite", "cluster+sqlite", row => _saves.Contains(row.Scenario), row => row.Ratio, 10),
        new("flows of 100 tasks 20x TaskFlow's on memory", "memory", row => IsPromised(row) && row is { Atoms: 100, Flows: 1 }, row => row.Ratio, 20),
        new("flows of 100 tasks 60x TaskFlow's on SQLite", "sqlite", row => IsPromised(row) && row is { Atoms: 100, Flows: 1 }, row => row.Ratio, 60),
        new("tasks a second of 32 flows", "cluster+postgres+tables", row => IsPromised(row) && row.Flows == 32, row => row.PerS, 2000) { IsRate = true },
        .. _durable.Select(on => new Target("2 commits a task at most, and 5 a flow", on, _ => true, row => row.CommitsPerTask, 2.1) { IsMost = true }),
    ];

    /// <summary>Whether so much meets it.</summary>
    public bool IsMetBy(double value) => IsMost ? value <= AtLeast : value >= AtLeast;

    private static bool IsPromised(Row row) => RunScenario.Promised.Contains(row.Scenario);

    private static ScenarioKind KindOf(Row row) => ScenarioSet.All.Single(scenario => scenario.Name == row.Scenario).Kind;
}
