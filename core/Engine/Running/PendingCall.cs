namespace Orleans.TaskFlow;

/// <summary>A call of an atom that is prepared: it has its arguments, and waits to be made.</summary>
/// <param name="Node">The atom.</param>
/// <param name="Executes">Whether it is executed, and not reverted.</param>
/// <param name="Make">Makes the call.</param>
/// <param name="Reports">What takes the reports of its progress; <see langword="null"/> if it makes none.</param>
internal sealed record PendingCall(
    ExecutionNode Node, bool Executes, Func<CancellationToken, ValueTask<Document>> Make, ProgressReports? Reports = null)
{
    /// <summary>What it is, for messages.</summary>
    public override string ToString() => $"The {(Executes ? "execution" : "revert")} of {Node.Atom!.Label}";
}
