namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Draws flows at random.</summary>
internal sealed class Artist(Random random)
{
    private readonly Dictionary<string, Document> _store = [];
    private int _tasks;
    private int _flows;

    /// <summary>Draws until the library accepts what is drawn: symbols may make items wait for one another, or be ambiguous.</summary>
    public static Drawing Draw(Random random)
    {
        while (true)
        {
            Drawing drawing = new Artist(random).DrawOne();
            try
            {
                Blueprint.Build(drawing.Flow, new World(drawing, random)).Compile();
                return drawing;
            }
            catch (Exception error) when (error is DependencyException or AmbiguousDependencyException or DuplicateException)
            {
                continue;
            }
        }
    }

    private Drawing DrawOne()
    {
        DrawnFlow flow = DrawFlow(depth: 0);
        GiveSymbols(flow);
        return new Drawing
        {
            Flow = flow,
            Store = _store,
            DefersReverts = random.Next(6) == 0,
            Degree = random.Next(4) switch { 0 => 1, 1 => 2, _ => 100 },
        };
    }

    private DrawnFlow DrawFlow(int depth)
    {
        var pattern = (FlowPattern)random.Next(3);
        string name = $"f{++_flows}";
        var flow = new DrawnFlow { Name = name, Pattern = pattern, Retry = random.Next(5) < 2 ? DrawRetry(name) : null };
        int count = random.Next(1, depth == 0 ? 6 : 4);
        for (int child = 0; child < count; child++)
        {
            flow.Children.Add(depth < 3 && _tasks < 12 && random.Next(3) == 0 ? DrawFlow(depth + 1) : DrawTask());
        }

        if (pattern == FlowPattern.Graph)
        {
            Link(flow);
        }

        return flow;
    }

    private void Link(DrawnFlow flow)
    {
        List<DrawnItem> order = [.. flow.Children];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(flow.Children));
        for (int to = 1; to < order.Count; to++)
        {
            for (int from = 0; from < to; from++)
            {
                if (random.Next(5) < 2)
                {
                    bool decides = random.Next(3) == 0;
                    flow.Links.Add(new DrawnLink(order[from].Name, order[to].Name)
                    {
                        Decider = decides ? new DrawnDecider(random.Next(4) switch { 0 => true, 1 => false, _ => null }, order[from].Name) : null,
                        Depth = decides ? (DeciderDepth)random.Next(4) : DeciderDepth.All,
                    });
                }
            }
        }
    }

    private DrawnTask DrawTask() => new()
    {
        Name = $"t{++_tasks}",
        Priority = random.Next(5) == 0 ? random.Next(-2, 3) : 0,
        Execute = random.Next(10) < 6 ? [] : Deeds(throwing: 45, hanging: 6),
        Revert = random.Next(10) < 9 ? [] : Deeds(throwing: 30, hanging: 10),
        Injected = random.Next(12) == 0 ? new() { ["own"] = "mine" } : [],
        Timeout = random.Next(4) == 0 ? random.Next(1, 120) : 0,
    };

    private List<Deed> Deeds(int throwing, int hanging)
    {
        List<Deed> deeds = [];
        int count = random.Next(1, 4);
        for (int deed = 0; deed < count; deed++)
        {
            int drawn = random.Next(100);
            deeds.Add(drawn < throwing ? Deed.Throws : drawn < throwing + hanging && deed < count - 1 ? Deed.Hangs : Deed.Returns);
        }

        return deeds;
    }

    private DrawnRetry DrawRetry(string flow)
    {
        int drawn = random.Next(40);
        RetryKind kind = drawn == 0 ? RetryKind.ThrowsWhenAsked : (RetryKind)(drawn % 5);
        var retry = new DrawnRetry
        {
            Name = $"{flow}_retry",
            Kind = kind,
            Attempts = random.Next(1, 4),
            RevertsAll = random.Next(4) == 0,
            Delay = random.Next(3) == 0 ? random.Next(1, 100) : 0,
            Execute = random.Next(30) == 0 ? Deeds(throwing: 30, hanging: 20) : [],
        };
        if (kind == RetryKind.ParameterizedForEach)
        {
            retry.Requires.Add($"list{retry.Attempts}");
            _store[$"list{retry.Attempts}"] = Document.From(Enumerable.Range(1, retry.Attempts).ToArray());
        }

        return retry;
    }

    private void GiveSymbols(DrawnFlow flow)
    {
        foreach (DrawnAtom atom in flow.Atoms)
        {
            if (random.Next(2) == 0)
            {
                string symbol = random.Next(4) == 0 ? $"shared{random.Next(2)}" : $"of_{atom.Name}";
                atom.Provides[symbol] = atom is DrawnTask && random.Next(3) == 0 ? random.Next(3) : null;
            }
        }

        var relations = new Relations(flow);
        foreach (DrawnTask task in flow.Atoms.OfType<DrawnTask>())
        {
            HashSet<string> wanted = [.. task.Injected.Keys];
            foreach (IEnumerable<DrawnAtom[]> level in relations.Sight(task.Name))
            {
                wanted.UnionWith(level.SelectMany(group => group).SelectMany(atom => atom.Provides.Keys).Where(_ => random.Next(3) == 0));
            }

            if (random.Next(5) == 0)
            {
                wanted.Add($"given{random.Next(2)}");
            }

            task.Requires = [.. wanted.Where(symbol => !task.Provides.ContainsKey(symbol)).Take(4)];
            foreach (string given in task.Requires.Where(symbol => symbol.StartsWith("given", StringComparison.Ordinal)))
            {
                _store[given] = Document.From("from the store");
            }
        }

        foreach (DrawnFlow graph in flow.Flows.Where(each => each.Pattern == FlowPattern.Graph))
        {
            WantMore(graph);
        }

        if (random.Next(15) == 0)
        {
            _store["shared0"] = Document.From("rather from the store");
        }
    }

    // Links of a graph that come from symbols alone.
    private void WantMore(DrawnFlow graph)
    {
        foreach (DrawnTask task in graph.Children.OfType<DrawnTask>().Where(_ => random.Next(3) == 0))
        {
            DrawnItem other = graph.Children[random.Next(graph.Children.Count)];
            if (other != task && DrawnSymbols.Given(other).FirstOrDefault(symbol => symbol.StartsWith("of_", StringComparison.Ordinal)) is { } symbol && !task.Requires.Contains(symbol))
            {
                task.Requires.Add(symbol);
            }
        }
    }
}
