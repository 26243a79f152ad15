using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Simulates many flows, each from a seed of its own.</summary>
internal sealed class Campaign(int seed)
{
    private const int EachSwept = 25;

    // What is worth counting, so that a campaign which no longer meets some of it is noticed.
    private readonly ConcurrentDictionary<string, long> _met = new();
    private int _runs;
    private long _writes;
    private int _simulations;

    /// <summary>What was done so far, for people.</summary>
    public string Summary => $"{_simulations} simulations, {_runs} runs of an engine, {_writes} writes";

    /// <summary>What the engines met, and how often.</summary>
    public string Met => string.Join(", ", _met.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Simulates the flow of a number.</summary>
    /// <returns>What is wrong, for people; null if nothing is.</returns>
    public string? Simulate(int number)
    {
        int flowSeed = unchecked((seed * 1_000_003) + number);
        var random = new Random(flowSeed);
        Drawing drawing = Artist.Draw(random);
        var plan = Plan.Draw(random);
        var (wrong, _) = Try(drawing, flowSeed, plan);
        if (wrong is null && number % EachSwept == 0)
        {
            wrong = Sweep(drawing, flowSeed);
        }

        return wrong is null ? null : $"Seed {seed}, flow {number}: {wrong}";
    }

    // The same history again and again, each time with a crash at another write of it.
    private string? Sweep(Drawing drawing, int flowSeed)
    {
        var (wrong, writes) = Try(drawing, flowSeed, new Plan());
        for (int crash = 2; wrong is null && crash < 2 * (writes + 1); crash++)
        {
            (wrong, _) = Try(drawing, flowSeed, new Plan(new Trouble { CrashesAt = crash / 2, CrashesBefore = crash % 2 == 0 }));
        }

        return wrong;
    }

    private (string? Wrong, int Writes) Try(Drawing drawing, int flowSeed, Plan plan)
    {
        var simulation = new FlowSimulation(drawing, flowSeed, plan);
        string? wrong = null;
        try
        {
            simulation.Run();
        }
        catch (ViolationException violation)
        {
            wrong = $"{violation.Rule}: {violation.Message}\n{drawing}\n{string.Join("\n", simulation.History)}";
        }
        catch (Exception error)
        {
            wrong = $"{error}\n{drawing}\n{string.Join("\n", simulation.History)}";
        }

        foreach (string met in simulation.History.Select(MetIn).OfType<string>())
        {
            _met.AddOrUpdate(met, 1, (_, count) => count + 1);
        }

        Interlocked.Increment(ref _simulations);
        Interlocked.Add(ref _runs, simulation.Runs);
        Interlocked.Add(ref _writes, simulation.Writes);
        return (wrong, simulation.Writes);
    }

    private static string? MetIn(Event happened) => happened.What switch
    {
        Happening.Crashed or Happening.StoreFailed or Happening.StopAsked or Happening.ResetEnded => happened.What.ToString(),
        Happening.Returned when happened.Interrupted => "Interrupted",
        Happening.FlowStored when happened.State is State.Success or State.Reverted or State.Failure or State.Suspended => $"flow {happened.State.ToName()}",
        Happening.AtomStored when happened.State == State.Failure && happened.Failure?.ToString().Contains(nameof(TimeoutException), StringComparison.Ordinal) is true => "TimedOut",
        Happening.AtomStored when happened.State is State.Ignore or State.Retrying or State.Reverted or State.RevertFailure => $"atom {happened.State.ToName()}",
        _ => null,
    };
}
