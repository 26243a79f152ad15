using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Tells the world what becomes durable; fails, waits and dies as it was drawn.</summary>
internal sealed class FaultyConnection(World world, IConnection inner) : DelegatingConnection(inner), IJointConnection
{
    public bool JoinsAtoms { get; } = world.Random.Next(2) == 0;

    public Task<IReadOnlyList<AtomDetail>> UpdateAtomDetailsAsync(IReadOnlyList<AtomDetail> atoms, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async () =>
            {
                // The store below answers at once: nobody comes in between.
                var stored = new List<AtomDetail>();
                foreach (AtomDetail atom in atoms)
                {
                    stored.Add(await Inner.UpdateAtomDetailsAsync(atom, cancellationToken));
                }

                return (IReadOnlyList<AtomDetail>)stored;
            },
            stored =>
            {
                foreach (AtomDetail atom in stored)
                {
                    Tell(atom);
                }
            },
            ofAtom: true);

    public override Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default) => WriteAsync(
        () => Inner.UpdateFlowDetailsAsync(flow, cancellationToken),
        stored =>
        {
            foreach (AtomDetail atom in stored)
            {
                Tell(atom);
            }

            world.Happen(new Event(Happening.FlowStored) { State = stored.State ?? State.Pending });
        },
        ofAtom: false);

    public override Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) => WriteAsync(
        () => Inner.UpdateAtomDetailsAsync(atom, cancellationToken), Tell, ofAtom: true);

    public override Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        ReadAsync(() => Inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken));

    public override Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) =>
        ReadAsync(() => Inner.GetAtomDetailsAsync(uuid, cancellationToken));

    // What a dead process waits for never comes.
    private static Task NeverAsync() => new TaskCompletionSource().Task;

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, Action<T> tell, bool ofAtom)
    {
        Process process = world.Process;
        await WaitAsync(process);
        Trouble trouble = process.Trouble;
        bool dies = (ofAtom || !trouble.CountsAtoms) && ++process.Writes == trouble.CrashesAt;
        if (dies && trouble.CrashesBefore)
        {
            process.IsDead = true;
            await NeverAsync();
        }

        bool fails = trouble.FaultRate > 0 && world.Random.NextDouble() < trouble.FaultRate;
        int kind = fails ? world.Random.Next(3) : -1;
        if (kind is 0 or 1)
        {
            Fail(outcomeUnknown: kind == 1);
        }

        T stored = await write();
        world.Writes++;
        tell(stored);
        if (dies)
        {
            process.IsDead = true;
            await NeverAsync();
        }

        await WaitAsync(process);
        if (fails)
        {
            Fail(outcomeUnknown: true);
        }

        return stored;
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        Process process = world.Process;
        await WaitAsync(process);
        if (process.Trouble.FaultRate > 0 && world.Random.NextDouble() < process.Trouble.FaultRate)
        {
            Fail(outcomeUnknown: false);
        }

        return await read();
    }

    private async ValueTask WaitAsync(Process process)
    {
        if (world.Random.Next(2) == 0)
        {
            await Task.Yield();
        }

        if (process.IsDead)
        {
            await NeverAsync();
        }
    }

    private void Fail(bool outcomeUnknown)
    {
        world.Happen(new Event(Happening.StoreFailed));
        throw new StorageFailureException("The store was drawn to fail.", outcomeUnknown: outcomeUnknown);
    }

    private void Tell(AtomDetail atom) => world.Happen(new Event(Happening.AtomStored)
    {
        Atom = atom.Name,
        State = atom.State ?? State.Pending,
        Intention = atom.Intention ?? Intention.Execute,
        Attempts = (atom as RetryDetail)?.Attempts.Count ?? 0,
        Result = atom is RetryDetail { Attempts: [.., var last] } ? last.Value : (atom as TaskDetail)?.Results ?? Document.Null,
        Failure = atom.Failure?.ToDocument(),
    });
}
