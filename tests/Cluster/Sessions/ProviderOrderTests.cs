using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class ProviderOrderTests
{
    private readonly ProviderOrder _order = new();

    [Fact]
    public void Note_OfTheSameOverAndOver_KeepsItOnce()
    {
        for (int i = 0; i < 1000; i++)
        {
            Note(AtomDeclaration.Task("one", "value"), AtomDeclaration.Task("silent"));
        }

        Assert.Equal(["one: value"], Rounds());
    }

    [Fact]
    public void Note_OfAtomsAddedAndAtomsThatWereThere_PutsTheLatterFirst()
    {
        _order.Note(
            [AtomDeclaration.Task("new", "value"), AtomDeclaration.Task("old", "value"), AtomDeclaration.Task("newer", "value")],
            [new EnsuredAtom("1", Added: true), new EnsuredAtom("2", Added: false), new EnsuredAtom("3", Added: true)]);

        Assert.Equal(["old: value, new: value, newer: value"], Rounds());
    }

    [Fact]
    public void Note_OfAnAtomThatProvidesMoreThanBefore_KeepsItsPlaceForEachName()
    {
        Note(AtomDeclaration.Task("one", "first"));
        Note(AtomDeclaration.Task("other", "second"));
        Note(AtomDeclaration.Task("one", "second"), AtomDeclaration.Task("other", "second"));

        Assert.Equal(["one: first, other: second", "one: second"], Rounds());
    }

    [Fact]
    public void Note_OfANameForAnotherPart_KeepsBoth()
    {
        Note(AtomDeclaration.Task("one", "value"));
        AtomDeclaration part = AtomDeclaration.Task("one");
        Note(part with { SaveAs = part.SaveAs.Add("value", ResultKey.Member("part")) });

        Assert.Equal(["one: value", "one: value"], Rounds());
    }

    private void Note(params AtomDeclaration[] atoms) => _order.Note(atoms, [.. atoms.Select(atom => new EnsuredAtom(atom.Name, Added: false))]);

    /// <summary>Each round's atoms, with the names they provide.</summary>
    private string[] Rounds() =>
        [.. _order.ToRounds().Items.Select(round => string.Join(", ", round.Items.Select(atom => $"{atom.Name}: {string.Join(' ', atom.SaveAs.Keys)}")))];
}
