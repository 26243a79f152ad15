using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>Which symbols a flow needs from outside, and which it provides.</summary>
internal static class FlowSymbols
{
    public static (FrozenSet<string> Requires, FrozenSet<string> Provides) Of(Flow flow)
    {
        // Flows nested deeper than the stack allows are an exception rather than the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var provides = new HashSet<string>(flow.Retry?.Provides ?? FrozenSet<string>.Empty, StringComparer.Ordinal);
        var requires = new HashSet<string>(flow.Retry?.Requires ?? FrozenSet<string>.Empty, StringComparer.Ordinal);
        if (flow.Pattern == FlowPattern.Graph)
        {
            requires.UnionWith(SymbolLinks.Open(flow).Keys);
            foreach (FlowItem item in flow.Children)
            {
                provides.UnionWith(item.Provides);
            }
        }
        else
        {
            HashSet<string> before = [.. provides];
            foreach (FlowItem item in flow.Children)
            {
                requires.UnionWith(item.Requires.Where(symbol => !before.Contains(symbol)));
                provides.UnionWith(item.Provides);
                if (flow.Pattern == FlowPattern.Linear)
                {
                    before.UnionWith(item.Provides);
                }
            }
        }

        return (requires.ToFrozenSet(StringComparer.Ordinal), provides.ToFrozenSet(StringComparer.Ordinal));
    }
}
