using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>How the engines in a silo run flows. Checked when the silo starts.</summary>
public sealed class TaskFlowEngineOptions
{
    /// <summary>The shortest <see cref="PickUpPeriod"/>.</summary>
    public static readonly TimeSpan MinPickUpPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many tasks are called at the same time in this silo, of all its flows together: 256; at least 1. A task that waits for another
    /// flow of the same silo keeps its place meanwhile.
    /// </summary>
    public int MaxTasks { get; set; } = 256;

    /// <summary>How many flows are run at the same time in this silo; others wait, and count as running. No limit if null, the default; at least 1.</summary>
    public int? MaxFlows { get; set; }

    /// <summary>
    /// How each flow is run: up to 8 of its tasks at the same time, unless that is changed. Tasks get the silo's services, unless others are set here.
    /// </summary>
    public FlowEngineOptions Engine { get; } = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>
    /// How often it is made sure that a flow that is to run does run somewhere: 10 seconds; at least <see cref="MinPickUpPeriod"/>. A flow whose
    /// silo died goes on at latest so long after the others noticed its death. Each running flow costs a reminder in that period.
    /// </summary>
    public TimeSpan PickUpPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a flow waits when its store has failed: 1 second; more than nothing. Twice as long each further time.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits at most: 30 seconds; not less than <see cref="FirstDelay"/>.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long tasks that are under way may take when the silo stops: 10 seconds; not negative. Then their tokens are cancelled, and another
    /// silo calls them again. To be shorter than Orleans' own limit for stopping (<c>GrainCollectionOptions.DeactivationTimeout</c>, 30 seconds).
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
