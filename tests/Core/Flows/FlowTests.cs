using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What can be declared, and what is refused before anything runs.</summary>
public sealed class FlowTests
{
    [Fact]
    public void Add_ToAFlow_LeavesThatFlowAsItWas()
    {
        Flow empty = Flow.Linear("f");

        Flow full = empty.Add(Task("a"), Task("b"));

        Assert.Empty(empty.Children);
        Assert.Equal(["a", "b"], full.Children.Select(item => item.Name));
    }

    [Fact]
    public void Add_TheSameItemTwice_IsRefused()
    {
        TaskAtom task = Task("a");

        Assert.Throws<DuplicateException>(() => Flow.Linear("f").Add(task).Add(task));
    }

    [Fact]
    public void Retry_WithoutAName_GetsThatOfEachFlowThatHasIt()
    {
        RetryAtom retry = Retry.Times(2);

        Assert.Equal("f_retry", Flow.Linear("f", retry).Retry!.Name);
        Assert.Equal("g_retry", Flow.Linear("g", retry).Retry!.Name);
        Assert.Equal("own", Flow.Linear("f", Retry.Times(2, name: "own")).Retry!.Name);
    }

    [Fact]
    public void Graph_ItemsThatProvideAndRequire_AreLinkedWhicheverWasAddedFirst()
    {
        Flow flow = Flow.Graph("f").Add(Task("late", requires: "x"), Task("early", provides: "x")).Add(Task("later", requires: "x"));

        Assert.Equal([("early", "late"), ("early", "later")], flow.Links.Select(link => (link.From.Name, link.To.Name)));
        Assert.Equal(["early", "late", "later"], flow.Children.Select(item => item.Name));
        Assert.All(flow.Links, link => Assert.Equal(["x"], link.Symbols));
        Assert.Empty(flow.Requires);
    }

    [Fact]
    public void Graph_SymbolOfItsRetry_NeedsNoLinkAndNothingFromOutside()
    {
        Flow flow = Flow.Graph("f", Retry.Times(2, contract: AtomContract.Empty.Providing("x"))).Add(Task("a", requires: "x"), Task("b", provides: "x"));

        Assert.Empty(flow.Links);
        Assert.Empty(flow.Requires);
    }

    [Fact]
    public void Graph_SeveralProvidersOfWhatANewItemRequires_NamesThem()
    {
        Flow flow = Flow.Graph("f").Add(Task("one", provides: "x"), Task("two", provides: "x"));

        var error = Assert.Throws<AmbiguousDependencyException>(() => flow.Add(Task("user", requires: "x")));

        Assert.Contains("'user'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'one', 'two'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_ItemsThatWaitForOneAnother_NamesThoseInTheCircleAndNoOther()
    {
        Flow flow = Flow.Graph("f").Add(Task("before"), Task("a"), Task("b"), Task("c"), Task("after"))
            .Link("before", "a").Link("a", "b").Link("b", "c").Link("c", "after");

        var error = Assert.Throws<DependencyException>(() => flow.Link("c", "a"));

        Assert.Contains("'a', 'b', 'c'", error.Message.Replace("'b', 'c', 'a'", "'a', 'b', 'c'", StringComparison.Ordinal).Replace("'c', 'a', 'b'", "'a', 'b', 'c'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("before", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("after", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_SymbolsThatGoInACircle_AreRefused() => Assert.Throws<DependencyException>(() =>
        Flow.Graph("f").Add(Task("a", requires: "y", provides: "x"), Task("b", requires: "x", provides: "y")));

    [Fact]
    public void Link_WhatCannotBeLinked_IsRefused()
    {
        Flow flow = Flow.Graph("f").Add(Task("a"), Task("b"));

        Assert.Throws<InvalidOperationException>(() => Flow.Linear("f").Add(Task("a"), Task("b")).Link("a", "b"));
        Assert.Contains("'c'", Assert.Throws<ArgumentException>(() => flow.Link("a", "c")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => flow.Link("a", "b", depth: DeciderDepth.Atom));
    }

    [Fact]
    public void Link_ThatIsThereAlready_GetsTheDeciderAndKeepsItsSymbols()
    {
        Flow flow = Flow.Graph("f").Add(Task("a", provides: "x"), Task("b", requires: "x")).Link("a", "b", _ => false, DeciderDepth.Atom).Link("a", "b");

        FlowLink link = Assert.Single(flow.Links);
        Assert.NotNull(link.Decider);
        Assert.Equal(DeciderDepth.Atom, link.Depth);
        Assert.Equal(["x"], link.Symbols);
    }

    [Fact]
    public void Symbols_OfFlowsInFlows_AreThoseThatNothingInsideGives()
    {
        Flow linear = Flow.Linear("l").Add(Task("a", provides: "x"), Task("b", requires: "x"), Task("c", requires: "z"));
        Flow unordered = Flow.Unordered("u").Add(Task("d", provides: "x"), Task("e", requires: "x"));

        Assert.Equal(["z"], linear.Requires);
        Assert.Equal(["x"], unordered.Requires);
        Assert.Empty(Flow.Linear("f").Add(Task("z", provides: "z"), linear, unordered).Requires);
    }

    [Fact]
    public void Compile_NamesThatStandTwice_ListsThem()
    {
        Flow flow = Flow.Linear("f", Retry.Times(1, name: "b")).Add(Task("a"), Task("b"), Flow.Unordered("a").Add(Task("a"), Task("c")));

        var error = Assert.Throws<DuplicateException>(flow.Compile);

        Assert.Contains("'a', 'b'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_FlowsNestedDeeperThanTheStack_IsAnException()
    {
        Flow flow = Flow.Linear("innermost");
        for (int depth = 0; depth < 200_000; depth++)
        {
            flow = Flow.Linear("f").Add(flow);
        }

        Assert.Throws<InsufficientExecutionStackException>(flow.Compile);
    }

    [Fact]
    public void Contract_TwoArgumentsOfOneName_AreRefused() =>
        Assert.Throws<ArgumentException>(() => AtomContract.Requiring("x", "x"));

    private static TaskAtom Task(string name, string? requires = null, string? provides = null)
    {
        AtomContract contract = requires is null ? AtomContract.Empty : AtomContract.Requiring(requires);
        return TaskAtom.Create(name, (_, _) => new(Document.Null), contract: provides is null ? contract : contract.Providing(provides));
    }
}
