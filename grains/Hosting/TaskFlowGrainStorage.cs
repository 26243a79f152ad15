namespace Orleans.Hosting;

/// <summary>The grain storage that keeps logbooks, flows and atoms.</summary>
public static class TaskFlowGrainStorage
{
    /// <summary>
    /// The name under which a silo has to register it, with any of Orleans' providers. Its payload is JSON, whichever that is.
    /// </summary>
    public const string Name = "TaskFlow";
}
