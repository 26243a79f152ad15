namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Gives all of a logbook to whoever asks for it without its flows.</summary>
internal sealed class ReadsLazilyAsAWhole(IConnection inner) : DelegatingConnection(inner)
{
    public override Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        Inner.GetLogBookAsync(uuid, lazy: false, cancellationToken);
}
