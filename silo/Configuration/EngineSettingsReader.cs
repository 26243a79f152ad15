namespace Orleans.TaskFlow;

/// <summary>Reads how a silo runs flows.</summary>
internal static class EngineSettingsReader
{
    private const int MostTasks = 1_000_000;

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    /// <param name="reader">The section.</param>
    /// <param name="shutdownTimeout">How long the silo has for draining, of which tasks get a third unless they are given a time.</param>
    public static EngineSettings Read(SettingsReader reader, TimeSpan shutdownTimeout)
    {
        var byDefault = new TaskFlowEngineOptions();
        var third = shutdownTimeout / 3;
        var read = new EngineSettings(
            Number(nameof(EngineSettings.MaxTasks), byDefault.MaxTasks)!.Value,
            Number(nameof(EngineSettings.MaxTasksPerFlow), byDefault.Engine.MaxDegreeOfParallelism)!.Value,
            Number(nameof(EngineSettings.MaxFlows), byDefault.MaxFlows),
            reader.Duration(nameof(EngineSettings.PickUpPeriod), byDefault.PickUpPeriod, TaskFlowEngineOptions.MinPickUpPeriod, LongestPeriod),
            reader.Duration(nameof(EngineSettings.FirstDelay), byDefault.FirstDelay, ShortestDelay, LongestPeriod),
            reader.Duration(nameof(EngineSettings.LongestDelay), byDefault.LongestDelay, ShortestDelay, LongestPeriod),
            reader.Duration(nameof(EngineSettings.StopTimeout), byDefault.StopTimeout < third ? byDefault.StopTimeout : third, TimeSpan.Zero, shutdownTimeout));
        reader.RefuseUnknown();
        if (read.LongestDelay < read.FirstDelay)
        {
            reader.Refuse(
                nameof(EngineSettings.LongestDelay),
                $"{read.LongestDelay:c}",
                $"It has to be {reader.KeyOf(nameof(EngineSettings.FirstDelay))} = {read.FirstDelay:c} at least.");
        }

        return read;

        int? Number(string key, int? byDefault) =>
            reader.Text(key) is null ? byDefault : reader.Number(key, "number", byDefault ?? 1, lowest: 1, MostTasks);
    }
}
