using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The silo as an operator runs it: a process of its own, with ports of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(Process process, SiloPorts ports)
    {
        _process = process;
        Ports = ports;
        process.OutputDataReceived += (_, line) => Collect(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Collect(_errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public SiloPorts Ports { get; }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Starts a silo in a folder; settings are <c>Key=Value</c> below <c>TaskFlow:</c>, or options, and win over the free ports given.</summary>
    public static SiloProcess Start(string folder, SiloPorts ports, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Orleans.TaskFlow.Silo.dll") },
            Environment =
            {
                ["TaskFlow__SiloPort"] = $"{ports.Silo}",
                ["TaskFlow__GatewayPort"] = $"{ports.Gateway}",
                ["TaskFlow__HealthPort"] = $"{ports.Health}",
            },
        };
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting.StartsWith("--", StringComparison.Ordinal) ? setting : $"--TaskFlow:{setting}");
        }

        return new SiloProcess(new Process { StartInfo = start }, ports);
    }

    /// <summary>Starts a silo on free ports, and waits until it is an active member of its cluster.</summary>
    public static async Task<SiloProcess> StartedAsync(string folder, params string[] settings)
    {
        var silo = Start(folder, SiloPorts.Free(), settings);
        await silo.WaitUntilStartedAsync();
        return silo;
    }

    public async Task WaitUntilStartedAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_started.Task, ended).WaitAsync(Patience) == ended)
        {
            throw new InvalidOperationException($"The silo ended with {_process.ExitCode}.\n{Output}\n{Errors}");
        }
    }

    /// <summary>Waits until the process has ended, and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends the process as an orchestrator does: SIGTERM.</summary>
    public async Task<int> TerminateAsync()
    {
        Assert.Equal(0, Signal(_process.Id, Sigterm));
        return await WaitForExitAsync();
    }

    /// <summary>Ends the process as a crash does: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static string Text(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    private void Collect(StringBuilder lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.AppendLine(line);
        }

        if (line.Contains("Silo started", StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
