using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What an atom is told when it is called.</summary>
public abstract class AtomCall
{
    /// <summary>For the kinds of calls in this library.</summary>
    private protected AtomCall()
    {
    }

    /// <summary>The flow's uuid.</summary>
    public required string FlowUuid { get; init; }

    /// <summary>The flow's name.</summary>
    public required string FlowName { get; init; }

    /// <summary>The atom's name.</summary>
    public required string AtomName { get; init; }

    /// <summary>
    /// In which attempt of the nearest retry around it the atom is called, from 1; 1 where there is none. Of a retry itself, which of
    /// its attempts it is.
    /// </summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// Tells this attempt from all others of this atom: the attempts of all retries around it, and how often the flow was reset. The
    /// same when the atom is called again because its process died.
    /// </summary>
    public string AttemptId { get; init; } = "1";

    /// <summary>
    /// Flow, atom and attempt in one text: the same for every call that is to have its effect only once, for other systems that can
    /// see to that.
    /// </summary>
    public string IdempotencyKey => $"{FlowUuid}/{AtomName}/{AttemptId}";

    /// <summary>The arguments by name. An optional one without a value or a default is not there.</summary>
    public IReadOnlyDictionary<string, Document> Arguments { get; init; } = ImmutableDictionary<string, Document>.Empty;

    /// <summary>The services of whoever runs the flow; <see langword="null"/> if it was given none.</summary>
    public IServiceProvider? Services { get; init; }
}
