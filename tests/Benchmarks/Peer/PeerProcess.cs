using System.Diagnostics;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A process of Python TaskFlow that measures what it is asked for, one request after the other, a line each.</summary>
public sealed class PeerProcess : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>Starts it, with its files in a folder.</summary>
    /// <exception cref="PeerException">Python TaskFlow is not installed; the message says how to install it.</exception>
    public static async Task<PeerProcess> StartAsync(string folder)
    {
        await CheckInstalledAsync();
        return new PeerProcess(Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Peer", "taskflow_peer.py"), "--batch"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = folder, ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!);
    }

    /// <summary>Measures one scenario on one of the peer's backends.</summary>
    /// <returns>How often a second.</returns>
    /// <exception cref="PeerException">The peer could not measure it.</exception>
    public async Task<double> MeasureAsync(string on, string? connection, Scenario scenario, Cell cell, TimeSpan duration)
    {
        string request = JsonSerializer.Serialize(new Request(on, connection, scenario.Name, cell.Atoms, cell.Flows, duration.TotalSeconds), _json);
        string line = await AnswerAsync(request) ?? throw await EndedAsync(request);
        Answer answer = JsonSerializer.Deserialize<Answer>(line, _json)!;
        return answer.PerS ?? throw new PeerException($"The peer did not measure {request}: {answer.Error}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<string?> AnswerAsync(string request)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(request);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It ended since its last answer.
            return null;
        }

        return await _process.StandardOutput.ReadLineAsync();
    }

    private async Task<PeerException> EndedAsync(string request)
    {
        await _process.WaitForExitAsync();
        return new PeerException($"The peer ended with exit code {_process.ExitCode} at the request {request}.");
    }

    private static async Task CheckInstalledAsync()
    {
        const string Install = "Install them: apt-get install python3-taskflow python3-sqlalchemy-utils python3-alembic python3-psycopg2 python3-pymysql; or leave out --peer.";
        if (!File.Exists(Python))
        {
            throw new PeerException($"--peer needs Debian's {Python}, python3-taskflow, python3-sqlalchemy-utils and python3-alembic. {Install}");
        }

        using Process check = Process.Start(
            new ProcessStartInfo(Python, ["-c", "import taskflow, sqlalchemy_utils, alembic, psycopg2, pymysql"]) { RedirectStandardError = true })!;
        string error = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        if (check.ExitCode != 0)
        {
            string missing = error.Trim().Split('\n')[^1];
            throw new PeerException($"--peer needs python3-taskflow, python3-sqlalchemy-utils and python3-alembic ({missing}). {Install}");
        }
    }

    private sealed record Request(string On, string? Connection, string Scenario, int Atoms, int Flows, double Seconds);

    private sealed record Answer(double? PerS, string? Error);
}
