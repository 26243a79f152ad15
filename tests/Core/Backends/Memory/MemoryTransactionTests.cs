using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MemoryTransactionTests : IAsyncDisposable
{
    private static readonly ItemPath Atom = new(ItemFolder.Atoms, "a");
    private static readonly ItemPath Flow = new(ItemFolder.Flows, "f");

    private readonly MemoryBackend _backend = new();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task TryCommit_NothingWasChangedMeanwhile_MakesAllChanges()
    {
        MemoryTransaction transaction = Begin();
        Assert.Null(await transaction.FindAsync(Atom, default));
        transaction.Set(Flow, ItemOf("flow"));
        transaction.Set(Atom, ItemOf("atom"));
        transaction.Link(Flow, "a");

        Assert.True(await transaction.TryCommitAsync(default));

        Assert.Equal("atom", (await Begin().FindAsync(Atom, default))?.Name);
        Assert.Equal(["a"], await Begin().ListLinksAsync(Flow, default));
    }

    [Fact]
    public async Task TryCommit_NotCalled_ChangesNothing()
    {
        await using (MemoryTransaction transaction = Begin())
        {
            transaction.Set(Atom, ItemOf("atom"));
        }

        Assert.Null(await Begin().FindAsync(Atom, default));
    }

    [Fact]
    public async Task TryCommit_WhatWasMissingIsThereNow_ChangesNothing()
    {
        MemoryTransaction transaction = Begin();
        await transaction.FindAsync(Atom, default);
        await SetAsync(Atom, "other");
        transaction.Set(Atom, ItemOf("mine"));

        Assert.False(await transaction.TryCommitAsync(default));

        Assert.Equal("other", (await Begin().FindAsync(Atom, default))?.Name);
    }

    [Fact]
    public async Task TryCommit_WhatWasThereIsGone_ChangesNothing()
    {
        await SetAsync(Atom, "atom");
        MemoryTransaction transaction = Begin();
        await transaction.FindAsync(Atom, default);
        await DeleteAsync(Atom);
        transaction.Set(Atom, ItemOf("mine"));

        Assert.False(await transaction.TryCommitAsync(default));

        Assert.Null(await Begin().FindAsync(Atom, default));
    }

    [Fact]
    public async Task TryCommit_WhatWasThereIsAnotherOneNow_ChangesNothing()
    {
        await SetAsync(Atom, "first");
        MemoryTransaction transaction = Begin();
        await transaction.FindAsync(Atom, default);
        await DeleteAsync(Atom);
        await SetAsync(Atom, "second");
        transaction.Set(Atom, ItemOf("first"));

        Assert.False(await transaction.TryCommitAsync(default));

        Assert.Equal("second", (await Begin().FindAsync(Atom, default))?.Name);
    }

    [Fact]
    public async Task TryCommit_ALinkWasAddedToThoseListed_ChangesNothing()
    {
        await SetAsync(Flow, "flow");
        MemoryTransaction transaction = Begin();
        Assert.Empty((await transaction.ListLinksAsync(Flow, default))!);
        MemoryTransaction other = Begin();
        other.Link(Flow, "a");
        Assert.True(await other.TryCommitAsync(default));
        transaction.Delete(Flow);

        Assert.False(await transaction.TryCommitAsync(default));

        Assert.Equal(["a"], await Begin().ListLinksAsync(Flow, default));
    }

    [Fact]
    public async Task TryCommit_Cancelled_ChangesNothing()
    {
        MemoryTransaction transaction = Begin();
        transaction.Set(Atom, ItemOf("atom"));

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await transaction.TryCommitAsync(new CancellationToken(true)));

        Assert.Null(await Begin().FindAsync(Atom, default));
    }

    private static PathItem ItemOf(string name) => new(new ItemHead(name), Document.Null);

    private MemoryTransaction Begin() => new(_backend);

    private async Task SetAsync(ItemPath path, string name)
    {
        MemoryTransaction transaction = Begin();
        transaction.Set(path, ItemOf(name));
        Assert.True(await transaction.TryCommitAsync(default));
    }

    private async Task DeleteAsync(ItemPath path)
    {
        MemoryTransaction transaction = Begin();
        transaction.Delete(path);
        Assert.True(await transaction.TryCommitAsync(default));
    }
}
