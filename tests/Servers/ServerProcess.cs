using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A server that the tests started, and may stop, kill and start again.</summary>
internal sealed class ServerProcess(ServerFolder folder, ServerAccount account, string stopSignal, IReadOnlyList<string> command) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private Process? _process;

    public ServerFolder Folder => folder;

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="ServerStartException">It ended, or it does not answer.</exception>
    public async Task StartAsync(Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        Launch();
        try
        {
            await AnswersAsync(answers, cancellationToken);
        }
        catch
        {
            // Half a server must be in nobody's way, nor keep its port.
            await KillAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Launch()
    {
        _process?.Dispose();
        // The shell becomes the server: the process is the server's own.
        _process = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "server", folder.Log, .. account.Run(command)])
        {
            WorkingDirectory = folder["data"],
        })!;
    }

    /// <summary>Waits until it answers.</summary>
    /// <exception cref="ServerStartException">It ended, or it does not answer.</exception>
    public async Task AnswersAsync(Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTimeout);
        try
        {
            while (!await AnswersInTimeAsync(answers, limit.Token))
            {
                if (_process is null or { HasExited: true })
                {
                    throw new ServerStartException($"'{command[0]}' ended while it started:\n{folder.EndOfLog()}");
                }

                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerStartException($"'{command[0]}' did not answer within {StartTimeout}:\n{folder.EndOfLog()}");
        }
    }

    /// <summary>Stops it as its operator would, and waits until it is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false })
        {
            await new Command("kill", "-s", stopSignal, $"{_process.Id}").RunAsync(cancellationToken);
            await _process.WaitForExitAsync(cancellationToken);
        }

        while (folder.Processes().Count > 0)
        {
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Kills all its processes with SIGKILL, and waits until they are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        while (folder.Processes() is { Count: > 0 } processes)
        {
            await SignalAsync("KILL", processes, cancellationToken);
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Sends a signal to all its processes.</summary>
    public Task SignalAsync(string signal, CancellationToken cancellationToken) => SignalAsync(signal, folder.Processes(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await folder.DisposeAsync();
        _process?.Dispose();
    }

    // One that is just starting may take a connection and forget about it.
    private static async Task<bool> AnswersInTimeAsync(Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            return await answers(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // One that ended by itself meanwhile is no failure, hence no look at the exit code.
    private static Task SignalAsync(string signal, IReadOnlyList<int> processes, CancellationToken cancellationToken) =>
        new Command(["kill", "-s", signal, .. processes.Select(id => $"{id}")]).TryAsync(cancellationToken);
}
