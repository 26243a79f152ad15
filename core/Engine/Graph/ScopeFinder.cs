using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// Finds what each atom can see of what others provide: from its own flow outwards, in each backwards from its place, and only
/// atoms that always come before it. Atoms that provide nothing it asks for are left out, so that a lookup does not grow with the flow.
/// </summary>
internal static class ScopeFinder
{
    public static void FindArguments(ExecutionGraph graph)
    {
        var providers = new Dictionary<string, List<ExecutionNode>>(StringComparer.Ordinal);
        foreach (ExecutionNode node in graph.Nodes)
        {
            foreach (string symbol in node.Atom?.Contract.Provides.Keys ?? [])
            {
                if (!providers.TryGetValue(symbol, out List<ExecutionNode>? list))
                {
                    providers.Add(symbol, list = []);
                }

                list.Add(node);
            }
        }

        foreach (ExecutionNode node in graph.Nodes.Where(node => node.Atom is not null))
        {
            node.Execute = PlanOf(node, node.Atom!.Contract.Arguments, providers);
            node.Revert = node.Atom.Contract.RevertArguments is { } revert ? PlanOf(node, revert, providers) : node.Execute;
        }
    }

    private static ArgumentPlan PlanOf(
        ExecutionNode node, ImmutableArray<AtomArgument> arguments, Dictionary<string, List<ExecutionNode>> providers)
    {
        var visible = new SortedDictionary<int, SortedSet<int>>();
        var names = new Dictionary<int, string>();
        var provided = new HashSet<string>(node.Atom!.Contract.Injected.Keys, StringComparer.Ordinal);
        foreach (string symbol in arguments.Select(argument => argument.Symbol).Distinct(StringComparer.Ordinal))
        {
            foreach (ExecutionNode provider in providers.GetValueOrDefault(symbol) ?? [])
            {
                if (FlowScope.Precedes(provider, node, out int level))
                {
                    if (!visible.TryGetValue(level, out SortedSet<int>? found))
                    {
                        visible.Add(level, found = []);
                    }

                    found.Add(provider.Index);
                    names[provider.Index] = provider.Name;
                    provided.Add(symbol);
                }
            }
        }

        IReadOnlyList<IReadOnlyList<string>> scope = [.. visible.Values.Select(found => (string[])[.. found.Reverse().Select(index => names[index])])];
        return new ArgumentPlan(arguments, scope, provided.Contains);
    }
}
