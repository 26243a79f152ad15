using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that says which store a command works on.</summary>
internal sealed class BackendOption : Option<string>
{
    /// <summary>Where the URI is taken from if the option is not given, so that a password need not stand in a list of processes.</summary>
    public const string Variable = "TASKFLOW_BACKEND";

    public BackendOption()
        : base("--backend", "-b")
    {
        Description = $"The store, by name or URI, such as sqlite:///flows.db; {Variable} in the environment is the default. "
            + $"Known are {string.Join(", ", Backends.Names)}.";
        HelpName = "URI";
    }

    /// <summary>Opens the store, which has to be there and current.</summary>
    public Task<OpenStore> OpenAsync(ParseResult options, CancellationToken cancellationToken) =>
        OpenStore.ExistingAsync(Uri(options), cancellationToken);

    /// <summary>The store's URI.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string Uri(ParseResult options)
    {
        string? uri = options.GetValue(this) ?? Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(uri)
            ? throw new UsageException($"which store? Say --backend URI, such as --backend sqlite:///flows.db, or set {Variable}")
            : uri;
    }
}
