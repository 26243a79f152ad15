namespace Orleans.TaskFlow.Cli;

/// <summary>What became of one logbook, and why if that is not what was wanted.</summary>
internal sealed record CopyResult(string Uuid, string Name, CopyOutcome Outcome, int Flows, int Atoms, long Bytes, string? Problem)
{
    public static CopyResult Of(LogBook book, CopyOutcome outcome, string? problem = null) => new(
        book.Uuid,
        book.Name,
        outcome,
        book.Count,
        book.Sum(flow => flow.Count),
        book.Sum(flow => flow.Sum(atom => (long)atom.ToDocument().Utf8.Length)),
        problem);
}
