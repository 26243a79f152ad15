using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The command line on a cluster: processes of its own, as its users run them.</summary>
public sealed class ClusterCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copy_IntoAClusterAndOutOfIt_GivesTheSameStore()
    {
        string source = $"sqlite:///{_folder.File("source.db")}";
        string back = $"dir:///{_folder.File("back")}";
        var large = new LogBook("large", "large");
        foreach (int f in Enumerable.Range(0, 3))
        {
            var flow = new FlowDetail($"flow {f}", $"large-{f}");
            foreach (int a in Enumerable.Range(0, 300))
            {
                flow.Add(new TaskDetail($"task {a}", $"large-{f}-{a}") { State = State.Success, Results = Document.From(new string('x', 2000)) });
            }

            large.Add(flow);
        }

        await using (IBackend backend = await Backends.OpenAsync(source))
        {
            await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
            await backend.Connect().SaveLogBookAsync(large);
        }

        await using SiloProcess silo = await SiloProcess.StartedAsync(_folder.FullName);
        string cluster = $"cluster://127.0.0.1:{silo.Ports.Gateway}";

        await SucceedAsync("copy", source, cluster);
        await SucceedAsync("copy", cluster, back);
        string books = await SucceedAsync("books", "--json", "--backend", cluster);

        Assert.Equal(await DumpAsync(source), await DumpAsync(back));
        Assert.Contains("\"large\"", books, StringComparison.Ordinal);
        await SucceedAsync("destroy", "large", "--yes", "--backend", cluster);
        Assert.DoesNotContain("\"large\"", await SucceedAsync("books", "--json", "--backend", cluster), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster://127.0.0.1:1", 1, "cannot be reached")]
    [InlineData("cluster://user:hunter2@127.0.0.1:1", 2, "cluster://silo1:30000")]
    [InlineData("cluster://127.0.0.1:1?cluster=x", 2, "cluster_id, service_id")]
    [InlineData("cluster://127.0.0.1:99999", 2, "'127.0.0.1:99999'")]
    public async Task Books_OfAClusterThatIsNotThere_FailsInOneLine(string uri, int exitCode, string said)
    {
        var (code, output, error) = await CliProcess.RunAsync("books", "--backend", uri);

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static async Task<string> DumpAsync(string uri)
    {
        await using IBackend backend = await Backends.OpenAsync(uri);
        return await StoreDump.OfAsync(backend.Connect());
    }

    private static async Task<string> SucceedAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CliProcess.RunAsync(arguments);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: {exitCode}\n{output}\n{error}");
        return output;
    }
}
