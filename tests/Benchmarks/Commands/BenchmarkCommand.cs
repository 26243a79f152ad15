using System.CommandLine;
using System.Globalization;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>The command line.</summary>
public sealed class BenchmarkCommand
{
    private const double DefaultSeconds = 0.3;

    private readonly Option<string[]> _on = new("--on") { Description = "What to measure; all of it by default." };

    private readonly Option<string[]> _scenarios = new("--scenario") { Description = "A scenario; all by default." };

    private readonly Option<int[]> _atoms = new("--atoms")
    {
        Description = "Atoms in a flow; without it and --flows 10, 100, 1000 and 5000.",
        HelpName = "N",
    };

    private readonly Option<int[]> _flows = new("--flows")
    {
        Description = "Flows at the same time, each with a caller; without it and --atoms 1, and 32 at 100 atoms.",
        HelpName = "N",
    };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long each side of a row is measured, in short windows.",
        HelpName = "S",
        DefaultValueFactory = _ => DefaultSeconds,
    };

    private readonly Option<bool> _peer = new("--peer") { Description = "Measure Python TaskFlow too (Debian's python3-taskflow), in turn." };

    private readonly Option<string?> _json = new("--json") { Description = "Write the rows to a file as JSON, an object a line.", HelpName = "FILE" };

    private readonly Option<string> _folder = new("--folder")
    {
        Description = "Where databases are made and removed: on the disk to measure. Something on tmpfs is not durable, and says nothing.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Path.GetTempPath(),
    };

    private readonly Option<bool> _rowsOnly = new(RowsOnly) { Hidden = true };

    private readonly RootCommand _root = new(
        "Measures Orleans.TaskFlow, beside Python TaskFlow and the raw limit. --micro [BENCHMARKDOTNET OPTIONS] measures its parts instead.");

    /// <param name="subjects">The names that <c>--on</c> knows.</param>
    public BenchmarkCommand(IEnumerable<string> subjects)
    {
        _on.AcceptOnlyFromAmong([.. subjects]);
        _scenarios.AcceptOnlyFromAmong([.. ScenarioSet.All.Select(scenario => scenario.Name)]);
        foreach (Option<int[]> counts in (Option<int[]>[])[_atoms, _flows])
        {
            counts.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int[]>()?.Any(count => count < 1) is true)
                {
                    result.AddError($"{counts.Name} has to be 1 or more.");
                }
            });
        }

        _seconds.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is > 0 and <= 3600))
            {
                result.AddError($"{_seconds.Name} has to be more than 0, and at most 3600.");
            }
        });
        foreach (Option option in (Option[])[_on, _peer, _json, _scenarios, _atoms, _flows, _seconds, _folder, _rowsOnly])
        {
            _root.Options.Add(option);
        }
    }

    /// <summary>The option of a run that another one started.</summary>
    public static string RowsOnly => "--rows-only";

    /// <summary>Runs the command, unless the command line is wrong, or only asks for help.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> args, Func<BenchmarkOptions, Task<int>> runAsync)
    {
        _root.SetAction(parsed => runAsync(OptionsOf(parsed)));
        return _root.Parse(args).InvokeAsync();
    }

    /// <summary>The command line of a run for other subjects that is otherwise the same.</summary>
    public static IReadOnlyList<string> ArgumentsOf(BenchmarkOptions options) =>
    [
        .. options.On.SelectMany(name => (string[])["--on", name]),
        .. options.Scenarios.SelectMany(name => (string[])["--scenario", name]),
        .. options.Atoms.SelectMany(count => (string[])["--atoms", Text(count)]),
        .. options.Flows.SelectMany(count => (string[])["--flows", Text(count)]),
        "--seconds", Text(options.Time.TotalSeconds),
        "--folder", options.Folder,
        .. options.WithPeer ? (string[])["--peer"] : [],
        .. options.JsonFile is { } file ? (string[])["--json", file] : [],
        .. options.RowsOnly ? (string[])[RowsOnly] : [],
    ];

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private BenchmarkOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetValue(_on) ?? [],
        parsed.GetValue(_scenarios) ?? [],
        parsed.GetValue(_atoms) ?? [],
        parsed.GetValue(_flows) ?? [],
        TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
        parsed.GetValue(_peer),
        parsed.GetValue(_json),
        parsed.GetRequiredValue(_folder),
        parsed.GetValue(_rowsOnly));
}
