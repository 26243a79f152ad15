using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The samples of <c>docs/samples</c>: they do what their pages say, and the pages show the code that did it.</summary>
public sealed class SamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-samples-");
    private readonly ServiceCollection _services = new();
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("LinearSample.cs", "linear-with-revert.md")]
    [InlineData("GraphSample.cs", "graph-with-decider.md")]
    [InlineData("RetrySample.cs", "retry-over-alternatives.md")]
    [InlineData("ResumeSample.cs", "resume-after-kill.md")]
    public void Page_ShowsTheCodeThatRuns(string source, string page)
    {
        var (code, shown) = ReadmeExample.Read($"tests/Core/Samples/{source}", $"docs/samples/{page}");

        Assert.Equal(code, shown);
    }

    [Fact]
    public async Task Linear_WithEnoughMoney_BooksAndPays()
    {
        Assert.Equal("SUCCESS", await LinearSample.RunAsync(_services, "memory://", money: 200, _log));
        Assert.Equal(["book train to Ghent", "book hotel in Ghent", "pay for train to Ghent, hotel in Ghent"], _log);
    }

    [Fact]
    public async Task Linear_WithoutMoney_CancelsInReverseOrder()
    {
        Assert.Equal("REVERTED there is not enough money", await LinearSample.RunAsync(_services, "memory://", money: 100, _log));
        Assert.Equal(["book train to Ghent", "book hotel in Ghent", "cancel hotel in Ghent", "cancel train to Ghent"], _log);
        AssertShown("linear-with-revert.md", "trip", """{"To":"Ghent","Price":180}""");
    }

    [Theory]
    [InlineData(7, "count lamps, pick 1 of 7, send lamp")]
    [InlineData(0, "count lamps, buy lamp, send lamp")]
    public async Task Graph_TakesTheWayThatItsDecidersAllow(int inStock, string did)
    {
        Assert.Equal(State.Success, await GraphSample.RunAsync(_services, "memory://", inStock, _log));
        Assert.Equal(did, string.Join(", ", _log));
        AssertShown("graph-with-decider.md", "supply", """{"Name":"lamp"}""");
    }

    [Fact]
    public async Task Retry_GoesOnToTheAlternativeThatWorks()
    {
        Assert.Equal("posted 'Dear all' from west", await RetrySample.RunAsync(_services, "memory://", "west", _log));
        Assert.Equal(["reserve north", "release north", "reserve south", "release south", "reserve west", "tried 3"], _log);
        AssertShown("retry-over-alternatives.md", "letter", null);
    }

    [Fact]
    public async Task Retry_WithoutAnyThatWorks_ThrowsWhatTheLastOneThrew()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => RetrySample.RunAsync(_services, "memory://", "none", _log));

        Assert.Contains("west has no paper", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("release west", _log[^1]);
    }

    [Fact]
    public async Task Resume_AfterAProcessThatDied_DoesAgainOnlyWhatWasUnderWay()
    {
        string uri = $"sqlite:///{Path.Combine(_folder.FullName, "flows.db")}";
        var dying = new TaskCompletionSource();
        // What a killed process leaves in the store: it is in the middle of the sum, and nothing of it is ever heard of again.
        _ = ResumeSample.RunAsync(new ServiceCollection(), uri, did =>
        {
            _log.Add(did);
            if (!did.StartsWith("sum", StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            dying.SetResult();
            return new TaskCompletionSource().Task;
        });
        await dying.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(State.Success, await ResumeSample.RunAsync(_services, uri, did =>
        {
            _log.Add(did);
            return Task.CompletedTask;
        }));

        Assert.Equal("collect", _log[0]);
        Assert.StartsWith("sum, as report-2026-11", _log[1], StringComparison.Ordinal);
        Assert.Equal([_log[1], "publish 12"], _log[2..]);
        AssertShown("resume-after-kill.md", "report", null);
    }

    /// <summary>The picture on a page is that of its flow.</summary>
    private void AssertShown(string page, string flow, string? arguments)
    {
        using ServiceProvider provider = _services.BuildServiceProvider();
        var factories = provider.GetRequiredService<FlowFactories>();
        string picture = FlowPicture.ToMermaid(arguments is null ? factories.Make(flow) : factories.Make(flow, Document.Parse(arguments)));
        string shown = Regex.Match(string.Join('\n', ReadmeExample.LinesOf($"docs/samples/{page}")), "```mermaid\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Equal(picture, shown);
    }
}
