using System.Globalization;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>How much else runs on the machine.</summary>
public static class MachineLoad
{
    private const string LinuxFile = "/proc/loadavg";

    /// <summary>How many threads ran or wanted to in the last minute, on average; null where the system does not say.</summary>
    public static double? Average() =>
        File.Exists(LinuxFile) ? double.Parse(File.ReadAllText(LinuxFile).Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
