namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>An atom to ensure. A part is null for the whole result, a number for an item, a text for a member.</summary>
public sealed record ModelDeclaration(string Name, AtomKind Kind, IReadOnlyDictionary<string, object?> SaveAs, string? Version);
