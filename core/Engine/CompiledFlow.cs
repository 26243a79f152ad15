using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// A flow as engines run it: which atom comes before which, and where each finds its arguments. Immutable, and good for any number of
/// runs at the same time. Made by <see cref="Flow.Compile"/>.
/// </summary>
public sealed class CompiledFlow
{
    internal CompiledFlow(Flow flow)
    {
        Flow = flow;
        var atoms = ImmutableArray.CreateBuilder<Atom>();
        AddAtoms(flow, atoms);
        Atoms = atoms.ToImmutable();
        string[] twice = [.. Atoms.CountBy(atom => atom.Name, StringComparer.Ordinal).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        if (twice.Length > 0)
        {
            throw new DuplicateException(
                $"Atoms of flow '{flow.Name}' have the same names: {string.Join(", ", twice.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}. Each needs a name of its own in the whole flow.");
        }

        Graph = GraphCompiler.Compile(this);
        Declarations = [.. Atoms.Select(atom => atom.Declaration)];
        Names = [.. Atoms.Select(atom => atom.Name)];
    }

    /// <summary>What was compiled.</summary>
    public Flow Flow { get; }

    /// <summary>Its atoms and those of the flows in it; the retry of a flow after the flow's other atoms.</summary>
    public ImmutableArray<Atom> Atoms { get; }

    internal ExecutionGraph Graph { get; }

    internal ImmutableArray<AtomDeclaration> Declarations { get; }

    internal ImmutableArray<string> Names { get; }

    private static void AddAtoms(Flow flow, ImmutableArray<Atom>.Builder atoms)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (FlowItem child in flow.Children)
        {
            if (child is Flow inner)
            {
                AddAtoms(inner, atoms);
            }
            else
            {
                atoms.Add((Atom)child);
            }
        }

        if (flow.Retry is not null)
        {
            atoms.Add(flow.Retry);
        }
    }
}
