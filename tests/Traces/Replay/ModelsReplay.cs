namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Replays calls on the models themselves, which traces hold by symbols.</summary>
internal sealed class ModelsReplay : IReplay
{
    private readonly Dictionary<string, object> _objects = new(StringComparer.Ordinal);

    public Task<object?> CallAsync(TraceStep step) => Task.FromResult(Call(step.Op, step.Args));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private object? Call(string op, TraceValue args) => op switch
    {
        "new" => Hold(args["obj"], New(args)),
        "copy" => Hold(args["into"], Copy(args)),
        "from_dict" => Hold(args["into"], FromDocument(args["kind"].Text, args["data"].Document)),
        "round_trip" => Hold(args["into"], RoundTrip(Held(args["obj"]))),
        "get" => Tree(Held(args["obj"])),
        "to_dict" => Dictionary(Held(args["obj"])),
        "set" => Set(Held(args["obj"]), args["attribute"].Text, args["value"]),
        "meta_set" => SetMeta(Held(args["obj"]), args["key"].Text, args["value"].Document),
        "put" => Atom(args["obj"]).Put(args["state"].State, args["result"].Document),
        "reset" => Done(() => Atom(args["obj"]).Reset(args["state"].State)),
        "merge" => Merge(Held(args["obj"]), Held(args["other"])),
        "update" => Update(Held(args["obj"]), Held(args["other"])),
        "last_results" => Atom(args["obj"]).LastResults,
        "last_failures" => Retry(args["obj"]).LastFailures,
        "record_failure" => Done(() => Retry(args["obj"]).RecordFailure(args["atom"].Text, args["failure"].Failure)),
        "add" => Add(Held(args["obj"]), Held(args["child"])),
        "find" => Find(Held(args["obj"]), args["uuid"].Text),
        "len" => Contents(Held(args["obj"])).Count,
        "iter" => Contents(Held(args["obj"])).OrderBy(content => content.Uuid, StringComparer.Ordinal).Select(content => SymbolOf(content.Model)),
        "atom_detail_type" => TypeOf(Held(args["obj"])).ToName(),
        "atom_detail_class" => KindOf(args["type"].Text),
        "check_flow_transition" => StateTransitions.CheckFlow(args["old"].State, args["new"].State),
        "check_task_transition" => StateTransitions.CheckTask(args["old"].State, args["new"].State),
        "check_retry_transition" => StateTransitions.CheckRetry(args["old"].State, args["new"].State),
        _ => throw new TraceFormatException($"the kind models has no op '{op}'"),
    };

    private static object New(TraceValue args)
    {
        string name = args["name"].Text;
        string uuid = args["uuid"].Text;
        return args["kind"].Text switch
        {
            "task" => new TaskDetail(name, uuid),
            "retry" => new RetryDetail(name, uuid),
            "flow" => new FlowDetail(name, uuid),
            "book" => new LogBook(name, uuid),
            var kind => throw new TraceFormatException($"'{kind}' is no kind of model"),
        };
    }

    private static object FromDocument(string kind, Document document) => kind switch
    {
        "task" => AtomDetail.FromDocument(AtomKind.Task, document),
        "retry" => AtomDetail.FromDocument(AtomKind.Retry, document),
        "flow" => FlowDetail.FromDocument(document),
        _ => throw new TraceFormatException($"'{kind}' is no kind of model that has a dictionary form"),
    };

    private static object RoundTrip(object model) => model switch
    {
        AtomDetail atom => AtomDetail.FromDocument(atom.Kind, atom.ToDocument()),
        FlowDetail flow => FlowDetail.FromDocument(flow.ToDocument()),
        LogBook book => LogBook.FromDocument(book.ToDocument()),
        _ => throw Unlike(model),
    };

    private static object Tree(object model) => model switch
    {
        AtomDetail atom => RecordTrees.Write(atom),
        FlowDetail flow => RecordTrees.Write(flow),
        LogBook book => RecordTrees.Write(book),
        _ => throw Unlike(model),
    };

    private static object Dictionary(object model)
    {
        switch (model)
        {
            case AtomDetail atom:
                return atom.ToDocument();
            case FlowDetail flow:
                return flow.ToDocument();
            case LogBook book:
                var members = RecordTrees.MembersOf(book.ToDocument());
                members.Remove("created_at");
                members.Remove("updated_at");
                return members;
            default:
                throw Unlike(model);
        }
    }

    private static object? Set(object model, string attribute, TraceValue value) => (model, attribute) switch
    {
        (LogBook book, "meta") => Done(() => book.Meta = RecordTrees.ReadMeta(value)),
        (FlowDetail flow, "meta") => Done(() => flow.Meta = RecordTrees.ReadMeta(value)),
        (FlowDetail flow, "state") => Done(() => flow.State = StateNames.ParseState(value.TextOrNull)),
        (AtomDetail atom, "meta") => Done(() => atom.Meta = RecordTrees.ReadMeta(value)),
        (AtomDetail atom, "state") => Done(() => atom.State = StateNames.ParseState(value.TextOrNull)),
        (AtomDetail atom, "intention") => Done(() => atom.Intention = StateNames.ParseIntention(value.TextOrNull)),
        (AtomDetail atom, "failure") => Done(() => atom.Failure = value.IsNull ? null : value.Failure),
        (AtomDetail atom, "revert_failure") => Done(() => atom.RevertFailure = value.IsNull ? null : value.Failure),
        (AtomDetail atom, "revert_results") => Done(() => atom.RevertResults = value.Document),
        (AtomDetail atom, "version") => Done(() => atom.Version = value.TextOrNull),
        (TaskDetail task, "results") => Done(() => task.Results = value.Document),
        (RetryDetail retry, "results") => Done(() => retry.Attempts = [.. value.Items.Select(RecordTrees.ReadAttempt)]),
        _ => throw new TraceFormatException($"a {model.GetType().Name} has no attribute '{attribute}'"),
    };

    private static object? SetMeta(object model, string key, Document value) => model switch
    {
        AtomDetail atom => Done(() => atom.Meta = atom.Meta.SetItem(key, value)),
        FlowDetail flow => Done(() => flow.Meta = flow.Meta.SetItem(key, value)),
        LogBook book => Done(() => book.Meta = book.Meta.SetItem(key, value)),
        _ => throw Unlike(model),
    };

    private static object? Merge(object model, object other) => (model, other) switch
    {
        (AtomDetail atom, AtomDetail from) => Done(() => atom.Merge(from)),
        (FlowDetail flow, FlowDetail from) => Done(() => flow.Merge(from)),
        (LogBook book, LogBook from) => Done(() => book.Merge(from)),
        _ => throw Unlike(model),
    };

    private static object? Update(object model, object other) => (model, other) switch
    {
        (AtomDetail atom, AtomDetail from) => Done(() => atom.Update(from)),
        (FlowDetail flow, FlowDetail from) => Done(() => flow.Update(from)),
        _ => throw Unlike(model),
    };

    private static object? Add(object model, object child) => (model, child) switch
    {
        (FlowDetail flow, AtomDetail atom) => Done(() => flow.Add(atom)),
        (LogBook book, FlowDetail flow) => Done(() => book.Add(flow)),
        _ => throw Unlike(model),
    };

    // What a dynamic language finds out at run time, a call with anything but an atom detail does not compile here.
    private static AtomKind TypeOf(object model) =>
        model is AtomDetail atom ? atom.Kind : throw new AtomKindException($"A {model.GetType().Name} is no atom detail.");

    private static string KindOf(string storedName)
    {
        try
        {
            return RecordTrees.Write(AtomKindNames.Parse(storedName));
        }
        catch (InvalidFormatException error)
        {
            // The seeds have one error for an object of a wrong kind and for a name that no kind has.
            throw new AtomKindException(error.Message, error);
        }
    }

    private static IReadOnlyCollection<(string Uuid, object Model)> Contents(object model) => model switch
    {
        FlowDetail flow => [.. flow.Select(atom => (atom.Uuid, (object)atom))],
        LogBook book => [.. book.Select(flow => (flow.Uuid, (object)flow))],
        _ => throw Unlike(model),
    };

    private static object? Done(Action action)
    {
        action();
        return null;
    }

    private static TraceFormatException Unlike(object model) => new($"the op does not suit a {model.GetType().Name}");

    private object Copy(TraceValue args)
    {
        bool contents = args.Find("retain_contents")?.Flag ?? true;
        object model = Held(args["obj"]);
        return model switch
        {
            AtomDetail atom => atom.Copy(),
            FlowDetail flow => flow.Copy(contents),
            LogBook book => book.Copy(contents),
            _ => throw Unlike(model),
        };
    }

    private string? Find(object model, string uuid)
    {
        object? found = model switch
        {
            FlowDetail flow => flow.Find(uuid),
            LogBook book => book.Find(uuid),
            _ => throw Unlike(model),
        };
        return found is null ? null : SymbolOf(found);
    }

    private object? Hold(TraceValue symbol, object model)
    {
        _objects[symbol.Text] = model;
        return null;
    }

    private object Held(TraceValue symbol) =>
        _objects.TryGetValue(symbol.Text, out object? model) ? model : throw new TraceFormatException($"nothing is held by '{symbol.Text}'");

    private AtomDetail Atom(TraceValue symbol) => Held(symbol) as AtomDetail ?? throw Unlike(Held(symbol));

    private RetryDetail Retry(TraceValue symbol) => Held(symbol) as RetryDetail ?? throw Unlike(Held(symbol));

    private string SymbolOf(object model) => _objects.First(held => ReferenceEquals(held.Value, model)).Key;
}
