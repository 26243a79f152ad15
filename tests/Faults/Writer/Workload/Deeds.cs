namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>All that a writer does at the same time to each of its flows.</summary>
internal static class Deeds
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new SaveResult(), new SetProgress(), new InjectIntoAtom(), new AddAttempt(), new InjectValue(), new NoteInFlow(), new MakeAtoms(),
    ];

    public static IReadOnlyList<AtomDeclaration> Atoms => [.. All.SelectMany(deed => deed.Atoms).Distinct()];

    public static string BookOf(string writer) => $"book-{writer}";

    public static string FlowOf(string writer, int flow) => $"{writer}-{flow}";
}
