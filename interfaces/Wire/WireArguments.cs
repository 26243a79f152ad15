using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// Core's checks of arguments, made before a call leaves its process: an error that comes from another one does not say any more which
/// argument it is about.
/// </summary>
internal static class WireArguments
{
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public static string Named(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return name;
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public static State Known(State state) => StateNames.Known(state);

    /// <exception cref="ArgumentOutOfRangeException">There is no such intention.</exception>
    public static Intention Known(Intention intention) => StateNames.Known(intention);

    /// <exception cref="ArgumentOutOfRangeException">There is no such state, or no such intention.</exception>
    public static AtomStatus Known(AtomStatus status)
    {
        _ = status.State is { } state ? Known(state) : default;
        _ = status.Intention is { } intention ? Known(intention) : default;
        return status;
    }

    /// <exception cref="ArgumentOutOfRangeException">The progress is not from 0 to 1.</exception>
    public static void CheckProgress(string taskName, double progress) => TaskProgress.Check(taskName, progress);

    /// <exception cref="ArgumentException">One of them is null, has an empty name, or text that is not Unicode.</exception>
    /// <exception cref="AtomKindException">One of them is of a kind that there is not.</exception>
    public static void Check(IReadOnlyList<AtomDeclaration> atoms)
    {
        ArgumentNullException.ThrowIfNull(atoms);
        foreach (AtomDeclaration atom in atoms)
        {
            AtomDeclaration.Check(atom, nameof(atoms));
            WireText.Check(atom.Name);
            WireText.Check(atom.Version);
            WireText.Check(atom.SaveAs.Keys);
        }
    }
}
