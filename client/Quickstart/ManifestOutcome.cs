namespace Orleans.TaskFlow.Quickstart;

/// <summary>What a run came to.</summary>
/// <param name="Unread">The files that could not be read.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Hashed">How many of them this run hashed.</param>
/// <param name="Resumed">How many had been hashed before.</param>
internal sealed record ManifestOutcome(IReadOnlyList<UnreadFile> Unread, int Files, int Hashed, int Resumed);
