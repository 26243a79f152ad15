using System.Text;
using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>Where a command writes, asks and shows how far it is.</summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole _console;
    private readonly IAnsiConsole? _progress;

    /// <param name="data">Takes what programs read; the same place as <paramref name="output"/>.</param>
    /// <param name="output">Takes what people read.</param>
    /// <param name="error">Takes errors and questions.</param>
    /// <param name="input">Gives answers, and documents.</param>
    /// <param name="canAsk">Whether there is somebody who answers.</param>
    /// <param name="console">Draws tables and trees, on <paramref name="output"/>.</param>
    /// <param name="progress">Draws bars; <see langword="null"/> where nobody would see them move.</param>
    public Terminal(Stream data, TextWriter output, TextWriter error, TextReader input, bool canAsk, IAnsiConsole console, IAnsiConsole? progress)
    {
        Data = data;
        Output = output;
        Error = error;
        Input = input;
        CanAsk = canAsk;
        _console = console;
        _progress = progress;
    }

    public Stream Data { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public TextReader Input { get; }

    public bool CanAsk { get; }

    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        IAnsiConsole console = Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;
        IAnsiConsole progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return new Terminal(
            Console.OpenStandardOutput(),
            Console.Out,
            Console.Error,
            Console.In,
            canAsk: !Console.IsInputRedirected && !Console.IsErrorRedirected,
            console,
            progress: !Console.IsErrorRedirected && progress.Profile.Capabilities.Ansi ? progress : null);
    }

    /// <summary>For a file or another program: without colours, and with lines that are as long as they are.</summary>
    private static IAnsiConsole Plain()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = 10_000;
        return console;
    }

    /// <summary>Draws a table, a tree or a text.</summary>
    public void Draw(Spectre.Console.Rendering.IRenderable drawing)
    {
        _console.Write(drawing);
        if (drawing is Text or Tree)
        {
            _console.WriteLine();
        }
    }

    /// <summary>Shows what happens to a flow: to a program, to who watches, or to a file.</summary>
    public IRunView RunView(bool json) =>
        json ? new JsonRunView(Data) : _progress is null ? new PlainRunView(Output) : new LiveRunView(_progress, Output);

    /// <summary>Does long work with a bar that shows how far it is, where somebody sees it.</summary>
    /// <param name="what">What is done, before the bar.</param>
    /// <param name="work">The work; it says how many steps there are, and what it does next after each of them.</param>
    public Task WithProgressAsync(string what, Func<IProgressBar, Task> work) => _progress is null
        ? work(NoProgressBar.Instance)
        : _progress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBar(context.AddTask(Markup.Escape(what)), what)));
}
