namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Keeps times to the second.</summary>
internal sealed class RoundsTimes(IConnection inner) : DelegatingConnection(inner)
{
    public override Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        LogBook rounded = book.Copy();
        rounded.CreatedAt = Rounded(book.CreatedAt);
        rounded.UpdatedAt = Rounded(book.UpdatedAt);
        return Inner.SaveLogBookAsync(rounded, cancellationToken);
    }

    private static DateTime? Rounded(DateTime? time) => time is { } when ? when.AddTicks(-(when.Ticks % TimeSpan.TicksPerSecond)) : null;
}
