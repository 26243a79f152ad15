namespace Orleans.TaskFlow;

/// <summary>Checks options that the backends on servers have in common.</summary>
internal static class ServerOptions
{
    private const int MostConnections = 1000;

    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public static int Seconds(string option, TimeSpan time, TimeSpan longest)
    {
        if (time < TimeSpan.FromSeconds(1) || time > longest || time.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentException($"The {option} is {time}; it has to be between one second and {longest}, in whole seconds.");
        }

        return (int)time.TotalSeconds;
    }

    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public static int Connections(int count) => count is >= 1 and <= MostConnections
        ? count
        : throw new ArgumentException($"The most connections are {count}; they have to be between 1 and {MostConnections}.");
}
