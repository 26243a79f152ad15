namespace Orleans.TaskFlow;

/// <summary>An atom detail as it was when a call began, ready to be written.</summary>
internal sealed class AtomRow(AtomDetail detail, string now)
{
    /// <summary>A copy that no caller has a hand on.</summary>
    public AtomDetail Detail { get; } = detail.Copy();

    public string Kind { get; } = detail.Kind.ToName();

    public Document Meta { get; } = Metadata.Write(detail.Meta);

    public Document Results { get; } = detail.StoredResults;

    public Document? Failure { get; } = detail.Failure?.ToDocument();

    public Document? RevertFailure { get; } = detail.RevertFailure?.ToDocument();

    /// <summary>The time of the call, for <c>created_at</c> or <c>updated_at</c>.</summary>
    public string Now { get; } = now;
}
