namespace Orleans.TaskFlow;

/// <summary>How the silo runs flows.</summary>
/// <param name="MaxTasks">How many tasks are called at the same time, of all flows together.</param>
/// <param name="MaxTasksPerFlow">How many of one flow are.</param>
/// <param name="MaxFlows">How many flows are run at the same time; null for any number.</param>
/// <param name="PickUpPeriod">How often it is made sure that a flow that is to run does run somewhere.</param>
/// <param name="FirstDelay">How long a flow waits when its store has failed; twice as long each further time.</param>
/// <param name="LongestDelay">How long it waits at most.</param>
/// <param name="StopTimeout">How long tasks that are under way may take when the silo stops.</param>
internal sealed record EngineSettings(
    int MaxTasks, int MaxTasksPerFlow, int? MaxFlows, TimeSpan PickUpPeriod, TimeSpan FirstDelay, TimeSpan LongestDelay, TimeSpan StopTimeout);
