namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A writer process, and what it said was done.</summary>
internal sealed class WriterRun(ChildProcess process) : IAsyncDisposable
{
    /// <summary>Whether its flows were open, with all their atoms.</summary>
    public bool IsReady { get; private set; }

    /// <summary>How many calls were acknowledged.</summary>
    public int Calls { get; private set; }

    /// <summary>The number of the last acknowledged call, by flow and deed.</summary>
    public Dictionary<(string Flow, string Deed), int> Last { get; } = [];

    public static WriterRun Start(string uri, string writer, int flows) =>
        new(ChildProcess.Start(BuiltProgram.Writer, "write", uri, writer, $"{flows}"));

    /// <summary>Reads until that many calls were acknowledged.</summary>
    public async Task ReadAsync(int calls, CancellationToken cancellationToken)
    {
        while (Calls < calls)
        {
            Take(await process.ReadLineAsync(cancellationToken));
        }
    }

    /// <summary>Kills the process, and takes what it still said.</summary>
    public async Task KillAsync()
    {
        foreach (string line in await process.KillAsync())
        {
            Take(line);
        }

        if (process.Errors.Length > 0)
        {
            throw new InvalidOperationException($"The writer failed before it was killed: {process.Errors}");
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private void Take(string line)
    {
        if (line == "ready")
        {
            IsReady = true;
            return;
        }

        string[] words = line.Split(' ');
        Last[(words[0], words[1])] = int.Parse(words[2]);
        Calls++;
    }
}
