using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MemoryTreeTests
{
    private readonly MemoryTree<string> _tree = new();

    [Fact]
    public void Set_BelowAnotherValue_BothAreThere()
    {
        _tree.Set("d", "d");
        _tree.Set("db", "d", "b");

        Assert.Equal("d", _tree.Get("d"));
        Assert.Equal("db", _tree.Get("d", "b"));
    }

    [Fact]
    public void Set_Twice_TheSecondCountsAndChildrenStay()
    {
        _tree.Set("d", "d");
        _tree.Set("db", "d", "b");
        _tree.Set("e", "d");

        Assert.Equal("e", _tree.Get("d"));
        Assert.Equal("db", _tree.Get("d", "b"));
    }

    [Fact]
    public void Set_WithoutItsFolder_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => _tree.Set("v", "a", "b"));

        Assert.Null(_tree.Find("a"));
    }

    [Fact]
    public void Get_OfNothing_IsNull() => Assert.Null(_tree.Get("c"));

    [Fact]
    public void EnsurePath_OfSeveralSegments_MakesEveryFolderOnTheWay()
    {
        _tree.EnsurePath("a", "b", "c");

        Assert.NotNull(_tree.Find("a"));
        Assert.NotNull(_tree.Find("a", "b"));
        Assert.NotNull(_tree.Find("a", "b", "c"));
        Assert.Null(_tree.Get("a", "b", "c"));
    }

    [Fact]
    public void EnsurePath_OfWhatIsThere_KeepsIt()
    {
        _tree.Set("v", "a");

        _tree.EnsurePath("a");

        Assert.Equal("v", _tree.Get("a"));
    }

    [Fact]
    public void Children_AfterOneWasRemovedAndAddedAgain_AreInTheOrderOfAdding()
    {
        foreach (string name in new[] { "z", "y", "x", "w" })
        {
            _tree.EnsurePath("d", name);
        }

        _tree.Delete("d", "y");
        _tree.EnsurePath("d", "a");
        _tree.EnsurePath("d", "y");

        Assert.Equal(["z", "x", "w", "a", "y"], _tree.Find("d")!.Children.Select(node => node.Name));
    }

    [Fact]
    public void Segments_ThatLookLikePaths_AreNamesLikeAnyOther()
    {
        string[] names = ["a/b", "..", ".", "/", "\0", "a\0b", "\U0001F600", " "];
        foreach (string name in names)
        {
            _tree.Set(name, name);
        }

        Assert.All(names, name => Assert.Equal(name, _tree.Get(name)));
        Assert.Null(_tree.Get("a", "b"));
        Assert.Equal(names, _tree.Find()!.Children.Select(node => node.Name));
    }

    [Fact]
    public void Link_ToAValue_GivesThatValueWhateverItBecomes()
    {
        _tree.Set("old", "b");
        _tree.Link(["b"], "c");
        _tree.Set("new", "b");

        Assert.Equal("new", _tree.Get("c"));
    }

    [Fact]
    public void Link_WhoseTargetWasDeleted_LeadsNowhereUntilItIsBack()
    {
        _tree.Set("d", "b");
        _tree.Link(["b"], "c");

        _tree.Delete("b");
        Assert.Null(_tree.Get("c"));

        _tree.Set("e", "b");
        Assert.Equal("e", _tree.Get("c"));
    }

    [Fact]
    public void Get_OverLinksInACircle_IsRefused()
    {
        _tree.Link(["b"], "a");
        _tree.Link(["a"], "b");

        Assert.Throws<InvalidOperationException>(() => _tree.Get("a"));
    }

    [Fact]
    public void Get_OverAChainOfLinks_FollowsThemAll()
    {
        _tree.Set("v", "0");
        for (int i = 1; i <= MemoryTree<string>.MaxLinks; i++)
        {
            _tree.Link([$"{i - 1}"], $"{i}");
        }

        Assert.Equal("v", _tree.Get($"{MemoryTree<string>.MaxLinks}"));
    }

    [Fact]
    public void Delete_OfAFolder_TakesAllBelowAndNothingElse()
    {
        _tree.EnsurePath("a", "b", "c");
        _tree.Set("v", "d");
        _tree.Link(["d"], "a", "link");

        Assert.True(_tree.Delete("a"));

        Assert.Null(_tree.Find("a", "b"));
        Assert.Equal("v", _tree.Get("d"));
    }

    [Fact]
    public void Delete_OfNothing_SaysSo()
    {
        Assert.False(_tree.Delete("a"));
        Assert.False(_tree.Delete("a", "b"));
        Assert.False(_tree.Delete());
    }
}
