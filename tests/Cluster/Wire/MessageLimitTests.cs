using System.Globalization;
using System.Text.RegularExpressions;
using Orleans.Configuration;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What does not fit into a message is refused by name before it is sent, and the next call that does is answered.</summary>
public sealed class MessageLimitTests(NarrowCluster cluster) : IClassFixture<NarrowCluster>, IAsyncLifetime
{
    private static readonly Document _fits = Document.From(new string('x', NarrowCluster.MessageSize * 3 / 8));
    private static readonly Document _large = Document.From(new string('x', NarrowCluster.MessageSize / 2));

    private IFlowStorage _storage = null!;

    private IConnection Connection => cluster.OfClient.Backend.Connect();

    public async Task InitializeAsync()
    {
        await Connection.ClearAllAsync();
        var book = new LogBook("book", "b");
        book.Add(new FlowDetail("flow", "f"));
        await Connection.SaveLogBookAsync(book);
        _storage = await cluster.OfClient.OpenAsync("f");
        await _storage.EnsureAtomsAsync(
            [.. Enumerable.Range(0, 6).Select(number => AtomDeclaration.Task($"task {number}", $"result {number}")), AtomDeclaration.Retry("retry")]);
    }

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task Values_ThatAreTooLarge_AreRefusedByName()
    {
        var values = new Dictionary<string, Document> { ["large"] = _large };
        await AssertRefusedAsync(() => _storage.SaveAsync("task 0", _large), "task 0");
        await AssertRefusedAsync(() => _storage.SaveFailureAsync("task 0", new InvalidOperationException(_large.ToString())), "task 0");
        await AssertRefusedAsync(() => _storage.InjectAsync(values), "flow");
        await AssertRefusedAsync(() => _storage.InjectAtomArgsAsync("task 0", values), "task 0");
        await AssertRefusedAsync(() => _storage.UpdateAtomMetadataAsync("task 0", values), "task 0");
        await AssertRefusedAsync(() => _storage.UpdateFlowMetadataAsync(values), "flow");
        await AssertRefusedAsync(() => _storage.SetTaskProgressAsync("task 0", 0.5, _large), "task 0");

        await _storage.SaveAsync("task 0", _fits);
        Assert.Equal(_fits, await _storage.FetchAsync("result 0"));
    }

    [Fact]
    public async Task AResult_AsLargeAsACallMayCarry_IsKeptAndOneByteMoreIsRefused()
    {
        int limit = (int)new MessageLimit(new ClientMessagingOptions { MaxMessageBodySize = NarrowCluster.MessageSize }).Values;

        // How large it is is for the cluster to say, first of the call and then of the record; from there, the value is cut to what is left.
        int longest = limit;
        while (await RefusedAsync(longest) is { } size)
        {
            longest -= size - limit;
        }

        Assert.Equal(limit + 1, await RefusedAsync(longest + 1));
        Assert.Equal(new string('x', longest), await _storage.FetchAsync<string>("result 0"));
        Assert.Equal(longest, (await Connection.GetFlowDetailsAsync("f")).First(atom => atom.Name == "task 0").LastResults.To<string>()!.Length);

        async Task<int?> RefusedAsync(int length)
        {
            try
            {
                await _storage.SaveAsync("task 0", new string('x', length));
                return null;
            }
            catch (StorageFailureException refusal)
            {
                Assert.Contains("'task 0'", refusal.Message, StringComparison.Ordinal);
                return int.Parse(Regex.Match(refusal.Message, "is ([0-9,]+) bytes").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            }
        }
    }

    [Fact]
    public async Task Records_ThatAreTooLarge_AreRefusedByName()
    {
        var flow = new FlowDetail("flow", "f");
        flow.Add(new TaskDetail("large", "large") { Results = _large });
        var book = new LogBook("book", "b");
        book.Add(flow);
        await AssertRefusedAsync(() => Connection.SaveLogBookAsync(book), "'book'");
        await AssertRefusedAsync(() => Connection.UpdateFlowDetailsAsync(flow), "'flow'");
        await AssertRefusedAsync(() => Connection.UpdateAtomDetailsAsync(flow.Find("large")!), "'large'");
    }

    [Fact]
    public async Task Records_ThatAreLargeWithoutAnyValues_AreRefusedByName()
    {
        var flow = new FlowDetail("flow", "f");
        Array.ForEach([.. Enumerable.Range(0, 5000)], number => flow.Add(new TaskDetail($"task {number}", $"uuid {number}")));
        var book = new LogBook("book", "b");
        book.Add(flow);
        await AssertRefusedAsync(() => Connection.SaveLogBookAsync(book), "'book'");

        // Each of these characters is three bytes.
        var failed = new TaskDetail("failed", "failed") { Failure = Failure.FromException(new IOException(new string('\u5b57', NarrowCluster.MessageSize / 5))) };
        await AssertRefusedAsync(() => Connection.UpdateAtomDetailsAsync(failed), "'failed'");
    }

    [Fact]
    public async Task AFlow_ThatComesToListTooMuch_IsRefusedByNameAndKeepsWhatItListed()
    {
        await Connection.UpdateFlowDetailsAsync(FlowOfLongNames('a'));

        await AssertRefusedAsync(() => Connection.UpdateFlowDetailsAsync(FlowOfLongNames('b')), "'flow'");

        Assert.Equal(307, (await Connection.GetFlowDetailsAsync("f")).Count);

        static FlowDetail FlowOfLongNames(char prefix)
        {
            var flow = new FlowDetail("flow", "f");
            string name = new(prefix, 900);
            Array.ForEach([.. Enumerable.Range(0, 300)], number => flow.Add(new TaskDetail($"{name} {number}", $"{prefix} {number}")));
            return flow;
        }
    }

    [Fact]
    public async Task ARecord_ThatBecomesTooLarge_KeepsWhatItHeld()
    {
        await _storage.SaveAsync("task 0", _fits);

        await AssertRefusedAsync(() => _storage.UpdateAtomMetadataAsync("task 0", new Dictionary<string, Document> { ["more"] = _fits }), "task 0");

        AtomDetail stored = (await Connection.GetFlowDetailsAsync("f")).First(atom => atom.Name == "task 0");
        Assert.Equal(_fits, stored.LastResults);
        Assert.Empty(stored.Meta);
    }

    [Fact]
    public async Task Answers_ThatAreTooLarge_AreRefusedAndTheirPartsAreGiven()
    {
        foreach (int number in Enumerable.Range(0, 6))
        {
            await _storage.SaveAsync($"task {number}", _fits);
        }

        await AssertRefusedAsync(() => _storage.FetchAllAsync(), "one by one");
        await AssertRefusedAsync(
            () => _storage.FetchMappedArgsAsync(
                Enumerable.Range(0, 6).ToDictionary(number => $"arg {number}", number => $"result {number}"),
                scope: [[.. Enumerable.Range(0, 6).Select(number => $"task {number}")]]),
            "one by one");

        Assert.Equal(_fits, await _storage.FetchAsync("result 5"));
        FlowDetail flow = await Connection.GetFlowDetailsAsync("f");
        Assert.Equal(6, flow.Count(atom => atom.Kind == AtomKind.Task && atom.LastResults.Equals(_fits)));
    }

    private static async Task AssertRefusedAsync(Func<Task> call, string culprit)
    {
        var error = await Assert.ThrowsAsync<TooLargeException>(call);
        Assert.False(error.OutcomeUnknown);
        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxMessageBodySize", error.Message, StringComparison.Ordinal);
    }
}
