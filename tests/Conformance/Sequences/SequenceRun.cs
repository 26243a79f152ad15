using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Makes the calls of one seed on a storage and on the model, and compares the two after each call: all that is stored, and some of what can be asked.</summary>
internal sealed class SequenceRun(int seed, IFlowStorageFactory first, IFlowStorageFactory second)
{
    private const int Calls = 60;

    private readonly string _flowUuid = $"flow-of-seed-{seed}";
    private readonly List<string> _made = [];
    private readonly SequenceGenerator _generator = new(seed);
    private readonly StorageModel _model = new();

    public async Task PlayAsync()
    {
        var book = new LogBook("generated", $"book-of-seed-{seed}");
        book.Add(new FlowDetail("generated", _flowUuid));
        await first.Backend.Connect().SaveLogBookAsync(book);
        IFlowStorage storage = await first.OpenAsync(_flowUuid);
        for (int call = 0; call < Calls; call++)
        {
            if (_generator.Reloads())
            {
                _made.Add("reload");
                await storage.DisposeAsync();
                storage = await (call % 2 == 0 ? first : second).OpenAsync(_flowUuid);
                _model.Reload();
            }

            StorageOperation operation = _generator.Next();
            _made.Add(operation.Text);
            await CompareAsync(operation, storage);
            foreach (StorageOperation question in StorageQuestions.All(_generator).Where(_ => call == Calls - 1 || _generator.Asks()))
            {
                await CompareAsync(question, storage);
            }

            await CompareStoreAsync();
        }

        await storage.DisposeAsync();
    }

    private async Task CompareAsync(StorageOperation operation, IFlowStorage storage)
    {
        string expected = operation.Expect(_model);
        string actual = await operation.AskAsync(storage);
        Compare(operation.Text, expected, actual);
    }

    private async Task CompareStoreAsync()
    {
        FlowDetail stored = await second.Backend.Connect().GetFlowDetailsAsync(_flowUuid);
        string metadata = string.Join(' ', _model.FlowMeta.Select(pair => $"{pair.Key}: {pair.Value}"));
        Compare(
            "what is stored",
            string.Join('\n', _model.Atoms.Select(atom => atom.ToString()).Prepend($"{_model.FlowState} {metadata}")),
            string.Join('\n', stored.Select(ModelAtom.Describe)
                .Prepend($"{stored.State} {string.Join(' ', stored.Meta.Select(pair => $"{pair.Key}: {CanonicalJson.Of(pair.Value)}"))}")));
    }

    private void Compare(string question, string expected, string actual)
    {
        if (expected != actual)
        {
            Assert.Fail($"Seed {seed}, after call {_made.Count}: {question}\nexpected: {expected}\n  actual: {actual}\nThe calls:\n{string.Join('\n', _made)}");
        }
    }
}
