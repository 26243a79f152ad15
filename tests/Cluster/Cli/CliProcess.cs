using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The command line as its users run it.</summary>
internal static class CliProcess
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string noted = typeof(CliProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == "Cli").Value!;
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, noted));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
