namespace Orleans.TaskFlow;

/// <summary>Where an embedded TaskFlow keeps its logbooks, and how it deals with a store that fails. Checked when the host starts.</summary>
public sealed class TaskFlowOptions
{
    /// <summary>
    /// The name or URI of the backend, such as <c>sqlite:///flows.db</c> (<see cref="BackendAddress"/>). Has to be set.
    /// </summary>
    public string? Connection { get; set; }

    /// <summary>Options of the backend, besides those in the URI; one that is in both is refused. Names are the same in upper or lower case.</summary>
    public IDictionary<string, string> BackendOptions { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What every storage of a flow is opened with.</summary>
    public FlowStorageOptions Storage { get; } = new();

    /// <summary>How the host's <see cref="IFlowRunner"/> runs flows. Not read from configuration.</summary>
    public FlowRunnerOptions Runner { get; } = new();

    /// <exception cref="ArgumentException">There is no connection, or it is malformed.</exception>
    internal BackendAddress Address =>
        string.IsNullOrEmpty(Connection)
            ? throw new ArgumentException($"{nameof(TaskFlowOptions)}.{nameof(Connection)} is not set: set it to a backend's name or URI, such as sqlite:///flows.db.")
            : BackendAddress.Parse(Connection).With(BackendOptions);
}
