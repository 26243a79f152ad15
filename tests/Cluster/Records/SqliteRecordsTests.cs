using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>How records stand in a database.</summary>
[Collection(SqliteClusterCollection.Name)]
public sealed class SqliteRecordsTests(SqliteCluster cluster) : IAsyncLifetime
{
    private IConnection Connection => cluster.OfClient.Backend.Connect();

    public Task InitializeAsync() => Connection.ClearAllAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Payloads_OfEveryRecord_ArePlainJsonWithoutTypeNames()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());

        IReadOnlyList<string> payloads = await cluster.QueryAsync("SELECT CAST(PayloadBinary AS TEXT) FROM OrleansStorage WHERE PayloadBinary IS NOT NULL");

        Assert.Contains("""{"revision":1,"writer":null,"book":"book-1","destroying":false,"flow":{"name":"second flow","uuid":"flow-2","state":null,"meta":{}},"atoms":[{"uuid":"task-2","name":"later","kind":"TASK_DETAIL","version":null}]}""", payloads);
        Assert.Contains("""{"revision":1,"writer":null,"flow":"flow-2","kind":"TASK_DETAIL","atom":{"name":"later","uuid":"task-2","state":"PENDING","intention":"EXECUTE","results":null,"revert_results":null,"failure":null,"revert_failure":null,"meta":{},"version":null}}""", payloads);
        Assert.Contains(payloads, payload => payload.StartsWith("""{"revision":1,"destroying":false,"logbook":{"name":"book","uuid":"book-1",""", StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.DoesNotContain("$type", payload, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.DoesNotContain(nameof(TaskDetail), payload, StringComparison.Ordinal));
        Assert.Equal(["REVERTED"], await cluster.QueryAsync(
            "SELECT json_extract(CAST(PayloadBinary AS TEXT), '$.atom.state') FROM OrleansStorage WHERE json_extract(CAST(PayloadBinary AS TEXT), '$.atom.uuid') = 'task-1'"));
    }

    [Fact]
    public async Task DestroyLogBook_OfAll_LeavesOnlyTheCatalogue()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());

        await Connection.DestroyLogBookAsync(SampleRecords.BookUuid);

        Assert.Equal(["catalogue"], await cluster.QueryAsync("SELECT DISTINCT GrainTypeString FROM OrleansStorage WHERE PayloadBinary IS NOT NULL"));
    }

    [Fact]
    public async Task UuidsThatReadAsTheSameNumber_AreRecordsOfTheirOwn()
    {
        string[] uuids = ["a1", "A1", "0a1", "0a1+x", "a1+x", "=a1", "7e57ab1e000040008000000000000001", "7E57AB1E000040008000000000000001"];
        var book = new LogBook("book", "b");
        var flow = new FlowDetail("flow", "f");
        foreach (string uuid in uuids)
        {
            flow.Add(new TaskDetail("atom " + uuid, uuid) { Results = Document.From(uuid) });
        }

        book.Add(flow);
        await Connection.SaveLogBookAsync(book);

        foreach (string uuid in uuids)
        {
            Assert.Equal(uuid, (await Connection.GetAtomDetailsAsync(uuid)).LastResults.To<string>());
        }
    }

    [Fact]
    public async Task ARecordThatIsNotOne_IsAnInvalidFormat()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());
        await cluster.ForgetAsync();
        await cluster.QueryAsync("UPDATE OrleansStorage SET PayloadBinary = CAST('{\"revision\": 1, \"flow\": \"flow-2\"}' AS BLOB) WHERE GrainTypeString = 'atom' AND GrainIdExtensionString = 'task-2' RETURNING GrainTypeString");

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => Connection.GetAtomDetailsAsync("task-2"));

        Assert.Contains("kind", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await Connection.GetAtomDetailsAsync("task-1"));
        await cluster.QueryAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'atom' AND GrainIdExtensionString = 'task-2' RETURNING GrainTypeString");
        await cluster.ForgetAsync();
    }
}
