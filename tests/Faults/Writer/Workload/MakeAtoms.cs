namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Makes a new atom, then sets its state, then makes the next.</summary>
internal sealed class MakeAtoms : Deed
{
    public override string Name => "make";

    public override Task DoAsync(IFlowStorage storage, int number) => number % 2 == 1
        ? storage.EnsureAtomAsync(AtomDeclaration.Task(AtomOf(number)))
        : storage.SetAtomStateAsync(AtomOf(number), State.Running);

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        int last = 0;
        while (await StateAsync(storage, AtomOf(last + 1)) is { } state)
        {
            last += state == State.Running ? 2 : 1;
            if (state == State.Pending)
            {
                break;
            }
        }

        return await StateAsync(storage, AtomOf(last + 1 + (last % 2))) is null
            ? last
            : throw new InvalidDataException($"Atom {AtomOf(last)} was left behind, although the next was made.");
    }

    private static string AtomOf(int number) => $"made-{(number + 1) / 2}";

    private static async Task<State?> StateAsync(IFlowStorage storage, string atom)
    {
        try
        {
            return await storage.GetAtomStateAsync(atom);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
