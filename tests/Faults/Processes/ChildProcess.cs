using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A .NET program in a process of its own, whose lines are read as they come. Disposing kills it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = [];

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _lines.Writer.Complete();
            }
            else
            {
                _lines.Writer.TryWrite(line.Data);
            }
        };
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public StreamWriter Input => _process.StandardInput;

    public string Errors => string.Join('\n', _errors).Trim();

    public static ChildProcess Start(string program, params IReadOnlyCollection<string> arguments) => StartIn("", program, arguments);

    /// <summary>Starts it in a working folder of its own.</summary>
    public static ChildProcess StartIn(string folder, string program, params IReadOnlyCollection<string> arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>The next line that it prints.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself; the message says what its errors say.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await _process.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"The process ended by itself, with {_process.ExitCode}: {Errors}");
        }
    }

    /// <summary>Reads the line that is to come next.</summary>
    public async Task ExpectAsync(string line, CancellationToken cancellationToken)
    {
        string read = await ReadLineAsync(cancellationToken);
        if (read != line)
        {
            throw new InvalidOperationException($"The process said '{read}' instead of '{line}': {Errors}");
        }
    }

    /// <summary>Kills it with SIGKILL, in the middle of whatever it does, and waits until it is gone.</summary>
    /// <returns>The lines that it had printed and nobody had taken.</returns>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        return await DrainAsync();
    }

    /// <summary>Asks it to stop, with SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and the lines that nobody had taken.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> EndAsync()
    {
        IReadOnlyList<string> lines = await DrainAsync();
        return (_process.ExitCode, lines);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task<IReadOnlyList<string>> DrainAsync()
    {
        var lines = await _lines.Reader.ReadAllAsync().ToListAsync();
        await _process.WaitForExitAsync();
        return lines;
    }
}
