using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>An atom as <see cref="IFlowStorage.EnsureAtomsAsync"/> has to know it: what it is, and which names its result provides.</summary>
/// <param name="Name">Its name, not empty, unique in the flow.</param>
/// <param name="Kind">Whether it is a task or a retry.</param>
public sealed record AtomDeclaration(string Name, AtomKind Kind = AtomKind.Task)
{
    /// <summary>
    /// The names under which others find its result, each with the part of the result that it stands for (the seeds'
    /// <c>save_as</c>). None by default.
    /// </summary>
    public ImmutableDictionary<string, ResultKey> SaveAs
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ImmutableDictionary<string, ResultKey>.Empty;

    /// <summary>The version that a new detail notes; an atom that exists keeps the one it has.</summary>
    public string? Version { get; init; }

    /// <summary>A task whose whole result is found under one name.</summary>
    public static AtomDeclaration Task(string name, string? provides = null) => Of(name, AtomKind.Task, provides);

    /// <summary>A retry whose last provided value is found under one name.</summary>
    public static AtomDeclaration Retry(string name, string? provides = null) => Of(name, AtomKind.Retry, provides);

    /// <exception cref="ArgumentException">It is null, or its name is empty.</exception>
    /// <exception cref="AtomKindException">There is no such kind.</exception>
    /// <exception cref="DuplicateException">The name is the injector's.</exception>
    internal static void Check(AtomDeclaration atom, string parameter)
    {
        ArgumentNullException.ThrowIfNull(atom, parameter);
        if (!Enum.IsDefined(atom.Kind))
        {
            throw new AtomKindException($"Atom '{FlowContents.Shown(atom.Name)}' is neither a task nor a retry (its kind is {(int)atom.Kind}).");
        }

        if (string.IsNullOrEmpty(atom.Name))
        {
            throw new ArgumentException($"The name of a {atom.Kind} is empty.", parameter);
        }

        if (atom.Name == IFlowStorage.InjectorName)
        {
            throw new DuplicateException($"The name '{atom.Name}' is kept for the values that are injected; choose another one.");
        }
    }

    private static AtomDeclaration Of(string name, AtomKind kind, string? provides) => new(name, kind)
    {
        SaveAs = provides is null
            ? ImmutableDictionary<string, ResultKey>.Empty
            : ImmutableDictionary<string, ResultKey>.Empty.Add(provides, ResultKey.Whole),
    };
}
