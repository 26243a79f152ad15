using System.CommandLine;
using System.CommandLine.Help;

namespace Orleans.TaskFlow.Cli;

/// <summary>The command line <c>taskflow</c>. Its backends are those that are registered when it is made.</summary>
public sealed class TaskFlowCommand
{
    /// <summary>The exit code of a command that was stopped.</summary>
    internal const int Stopped = 130;

    private const string Name = "taskflow";
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly TimeSpan PatienceAfterSignal = TimeSpan.FromSeconds(2);

    private readonly Terminal _terminal;
    private readonly Command _root;

    public TaskFlowCommand()
        : this(Terminal.OfProcess())
    {
    }

    internal TaskFlowCommand(Terminal terminal)
    {
        _terminal = terminal;
        // Not a RootCommand: that is named after the program's file, which is not what the tool is called.
        _root = new Command(Name, "Runs and draws flows, looks at the logbooks of TaskFlow's stores, and keeps the stores.")
        {
            new HelpOption(),
            new VersionOption(),
            new RunCommand(terminal),
            new ResumeCommand(terminal),
            new WatchCommand(terminal),
            new DrawCommand(terminal),
            new BooksCommand(terminal),
            new FlowsCommand(terminal),
            new ShowCommand(terminal),
            new ExportCommand(terminal),
            new ImportCommand(terminal),
            new CopyCommand(terminal),
            new DestroyCommand(terminal),
            new UpgradeCommand(terminal),
            new ValidateCommand(terminal),
        };
    }

    /// <returns>
    /// The exit code: 0 done, 1 something failed, 2 wrong usage, 130 stopped; and of a flow 3 that it failed or was undone, 4 that it is suspended.
    /// </returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ParseResult options = _root.Parse(args);
        if (options.Errors.Count > 0)
        {
            return Report(Misused, $"{string.Join(' ', options.Errors.Select(error => error.Message))} See '{Path(options)} --help'.");
        }

        try
        {
            return await options.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = _terminal.Output,
                Error = _terminal.Error,
                // A flow is suspended rather than left, however long that takes.
                ProcessTerminationTimeout = options.CommandResult.Command is RunningFlowCommand ? null : PatienceAfterSignal,
            });
        }
        catch (OperationCanceledException)
        {
            return Report(Stopped, "stopped; run the same command again to go on");
        }
        catch (UsageException error)
        {
            return Report(Misused, error.Message);
        }
        catch (Exception error) when (error is TaskFlowException or FlowStoppedException or IOException or UnauthorizedAccessException)
        {
            return Report(Failed, error.Message);
        }
    }

    private string Path(ParseResult options) =>
        options.CommandResult.Command == _root ? Name : $"{Name} {options.CommandResult.Command.Name}";

    private int Report(int exitCode, string message)
    {
        _terminal.Error.WriteLine($"error: {ShownText.Of(message)}");
        return exitCode;
    }
}
