using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Cli;

/// <summary>The command line as a process, and the program whose flows it runs.</summary>
internal static class Programs
{
    /// <summary>The assembly of the program.</summary>
    public static string App => PathOf("App");

    /// <summary>Starts <c>taskflow</c>.</summary>
    public static Process Start(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(host, ["exec", PathOf("Cli"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Does what Ctrl+C does, by the signal that is heard where SIGINT is ignored, as in what a script runs in its background.</summary>
    public static async Task InterruptAsync(Process process)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static string PathOf(string program)
    {
        string noted = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == program).Value!;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, noted));
    }
}
