using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ResultMappingTests
{
    private readonly ResultMapping _mapping = new();

    [Fact]
    public void ProvidersOf_AnUnknownName_AreNone()
    {
        Assert.Empty(_mapping.ProvidersOf("x"));
        Assert.Empty(_mapping.NamesOf("a"));
        Assert.Empty(_mapping.Names);
    }

    [Fact]
    public void ProvidersOf_AName_AreInTheOrderOfBecomingKnown()
    {
        Add("b", ("x", ResultKey.Whole));
        Add("a", ("x", ResultKey.At(0)), ("y", ResultKey.Whole));
        Add(null, ("x", ResultKey.Member("x")));
        Add("b", ("x", ResultKey.Whole));

        Assert.Equal(["b", "a", null], _mapping.ProvidersOf("x").Select(provider => provider.AtomName));
        Assert.Equal(["x", "y"], _mapping.Names);
    }

    [Fact]
    public void Add_OfANameThatMoved_MakesASecondProvider()
    {
        Add("a", ("x", ResultKey.At(0)));
        Add("a", ("x", ResultKey.At(1)));
        Add("a", ("x", ResultKey.At(0)));

        Assert.Equal([ResultKey.At(0), ResultKey.At(1)], _mapping.ProvidersOf("x").Select(provider => provider.Key));
        Assert.Equal(ResultKey.At(0), _mapping.NamesOf("a")["x"]);
    }

    private void Add(string? atom, params (string Name, ResultKey Key)[] names) =>
        _mapping.Add(atom, names.Select(name => KeyValuePair.Create(name.Name, name.Key)));
}
