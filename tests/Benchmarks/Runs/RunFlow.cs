namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A flow to be run once.</summary>
/// <param name="Scenario">How it is to be run.</param>
/// <param name="Flow">What is to be run.</param>
/// <param name="Detail">What is saved of it, with the atoms that are done.</param>
public sealed record RunFlow(RunScenario Scenario, Flow Flow, FlowDetail Detail)
{
    /// <summary>Makes one, of so many atoms.</summary>
    public static RunFlow Of(RunScenario scenario, int atoms)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Flow flow = scenario.Make(atoms);
        var detail = new FlowDetail(flow.Name, Guid.NewGuid().ToString())
        {
            Meta = Metadata.Empty.Add(FactoryNote.Key, FactoryNote.Of(scenario.Name, Document.From(atoms)).ToDocument()),
        };
        foreach (int index in Enumerable.Range(0, scenario.DoneOf(atoms)))
        {
            var atom = new TaskDetail($"task-{index}", Guid.NewGuid().ToString());
            atom.Put(State.Success, Document.Null);
            detail.Add(atom);
            detail.State = State.Suspended;
        }

        return new RunFlow(scenario, flow, detail);
    }

    /// <summary>Prepares a run by whoever runs flows by their names.</summary>
    /// <returns>The call that runs it.</returns>
    public Func<Task> Prepare(IFlowRunner runner) => async () =>
    {
        await runner.ResumeAsync(Detail.Uuid);
        Check((await runner.WaitAsync(Detail.Uuid)).State);
    };

    /// <summary>Prepares a run by an engine of this process.</summary>
    /// <returns>The call that runs it; what is not to be timed is done when it is returned.</returns>
    public async Task<Func<Task>> PrepareAsync(IFlowStorageFactory storages)
    {
        // One that is resumed is read again, as after a crash.
        FlowEngine? opened = Detail.Count == 0 ? await LoadAsync(storages) : null;
        return async () =>
        {
            await using FlowEngine engine = opened ?? await LoadAsync(storages);
            try
            {
                Check(await engine.RunAsync());
            }
            catch (ExpectedException)
            {
                Check(await engine.Storage.GetFlowStateAsync());
            }
        };
    }

    private void Check(State ended)
    {
        State wanted = Scenario.Fails ? State.Reverted : State.Success;
        if (ended != wanted)
        {
            throw new InvalidOperationException($"The flow ended {ended} and not {wanted}: there is nothing to measure.");
        }
    }

    private Task<FlowEngine> LoadAsync(IFlowStorageFactory storages) => FlowEngine.LoadAsync(
        storages, Detail.Uuid, Flow, new FlowEngineOptions { MaxDegreeOfParallelism = Scenario.Degree });
}
