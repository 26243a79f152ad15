using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A program that is run to its end.</summary>
internal sealed class Command(params IReadOnlyList<string> words)
{
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>What it reads.</summary>
    public string Input { get; init; } = "";

    /// <summary>What it has in its environment beyond what the tests have; for passwords, which do not belong on a command line.</summary>
    public Command With(string variable, string? value)
    {
        if (value is not null)
        {
            _variables[variable] = value;
        }

        return this;
    }

    /// <summary>Runs it.</summary>
    /// <returns>What it printed, trimmed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it says.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        (int exitCode, string output, string errors) = await TryAsync(cancellationToken);
        return exitCode == 0 ? output : throw new InvalidOperationException($"'{words[0]}' ended with {exitCode}: {errors} {output}");
    }

    public async Task<(int ExitCode, string Output, string Errors)> TryAsync(CancellationToken cancellationToken)
    {
        // A folder that everybody may enter: the user that some of the programs become must be able to.
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach ((string variable, string value) in _variables)
        {
            start.Environment[variable] = value;
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.StandardInput.WriteAsync(Input.AsMemory(), cancellationToken);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading all of its input; its exit code and errors say why.
            }

            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
