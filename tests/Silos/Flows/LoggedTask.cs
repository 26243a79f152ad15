namespace Orleans.TaskFlow.Tests.Silos.Flows;

/// <summary>Notes that it begins, works for a while, and returns 1.</summary>
public sealed class LoggedTask
{
    /// <summary>Does the work.</summary>
    /// <param name="log">The file to note it in.</param>
    /// <param name="longestWork">How long it takes at most.</param>
    /// <param name="failsFirst">Whether it fails in its first attempt.</param>
    /// <param name="gate">The file that has to be there before it begins; null for none.</param>
    /// <param name="call">Who it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> ExecuteAsync(
        string log, TimeSpan longestWork, bool failsFirst, string? gate, TaskCall call, CancellationToken cancellationToken)
    {
        while (gate is not null && !File.Exists(gate))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        SideEffects.Append(log, $"begin {call.AtomName} {call.Attempt}");
        await Task.Delay(longestWork * Random.Shared.NextDouble(), cancellationToken);
        return failsFirst && call.Attempt == 1 ? throw new InvalidOperationException("Not in the first attempt.") : 1;
    }

    /// <summary>Undoes it.</summary>
    public void Revert(string log, TaskCall call) => SideEffects.Append(log, $"revert {call.AtomName} {call.Attempt}");
}
