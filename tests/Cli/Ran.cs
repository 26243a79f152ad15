using System.Text;
using System.Text.Json;
using Orleans.TaskFlow.Cli;
using Spectre.Console;

namespace Orleans.TaskFlow.Tests.Cli;

/// <summary>What a command did, run in this process as <c>taskflow</c> would be.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    /// <summary>The output, read as a program would.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    public static Task<Ran> Async(params string[] args) => Async(answer: null, args);

    /// <param name="answer">What somebody types who is asked; <see langword="null"/> if nobody is there.</param>
    /// <param name="args">The command line.</param>
    public static async Task<Ran> AnsweringAsync(string answer, params string[] args) => await Async(answer, args);

    private static async Task<Ran> Async(string? answer, string[] args)
    {
        using var data = new MemoryStream();
        using var output = new StreamWriter(data, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        using var error = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 10_000;
        var terminal = new Terminal(data, output, error, new StringReader(answer ?? ""), answer is not null, console, progress: null);
        int exitCode = await new TaskFlowCommand(terminal).RunAsync(args);
        return new Ran(exitCode, Encoding.UTF8.GetString(data.ToArray()), error.ToString());
    }
}
