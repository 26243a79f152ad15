using Orleans.Storage;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What grains rely on: Orleans' provider, on this silo's tables and statements.</summary>
public abstract class GrainStorageTests<TKind>(StorageSilo<TKind> silo) : IClassFixture<StorageSilo<TKind>>, IAsyncLifetime
    where TKind : IDatabaseKind, new()
{
    private const string Name = "detail";

    private readonly IGrainStorage _storage = silo.Storage;

    public async Task InitializeAsync() => await ScalarAsync("DELETE FROM OrleansStorage");

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("plain")]
    [InlineData("7e57ab1e-0000-4000-8000-000000000001")]
    [InlineData("7e57ab1e000040008000000000000001")]
    [InlineData("7e57ab1e000040008000000000000001+extended")]
    [InlineData("2a")]
    [InlineData("2a+extended")]
    [InlineData("blank at its end ")]
    [InlineData("caf\u00e9")]
    [InlineData("../'; DROP TABLE OrleansStorage --\"😀\u0001")]
    public async Task Write_GrainKeyOfAnyKind_ReadBackAndWrittenAgain(string key)
    {
        var written = await WriteAsync(key, "first");
        written.State.Text = "second";
        await _storage.WriteStateAsync(Name, Id(key), written);

        var read = await ReadAsync(key);

        Assert.True(read.RecordExists);
        Assert.Equal("second", read.State.Text);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM OrleansStorage"));
    }

    [Fact]
    public async Task Read_NeverWritten_NoRecord()
    {
        var read = await ReadAsync("nobody");

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Write_ByTwoThatKnowNoRow_SecondRefused()
    {
        await WriteAsync("a", "winner");

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("a", "loser"));

        Assert.Equal("winner", (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Write_OverANewerVersion_Refused()
    {
        await WriteAsync("a", "old");
        var stale = await ReadAsync("a");
        var current = await ReadAsync("a");
        current.State.Text = "winner";
        await _storage.WriteStateAsync(Name, Id("a"), current);

        stale.State.Text = "loser";
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(Name, Id("a"), stale));

        Assert.Equal("winner", (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Write_OverADeletedRow_RefusedAndNotInserted()
    {
        var stale = await WriteAsync("a", "old");
        await _storage.ClearStateAsync(Name, Id("a"), await ReadAsync("a"));

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(Name, Id("a"), stale));

        Assert.False((await ReadAsync("a")).RecordExists);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM OrleansStorage"));
        await WriteAsync("a", "new");
        Assert.Equal("new", (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Write_OverARowDeletedAndMadeAgain_Refused()
    {
        var stale = await WriteAsync("a", "old");
        await _storage.ClearStateAsync(Name, Id("a"), await ReadAsync("a"));
        await WriteAsync("a", "winner");

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(Name, Id("a"), stale));

        Assert.Equal("winner", (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Clear_OfANewerVersion_Refused()
    {
        var stale = await WriteAsync("a", "old");
        var current = await ReadAsync("a");
        await _storage.WriteStateAsync(Name, Id("a"), current);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync(Name, Id("a"), stale));

        Assert.True((await ReadAsync("a")).RecordExists);
    }

    [Fact]
    public async Task Clear_Written_RowIsGoneAndCanBeWrittenAgain()
    {
        await _storage.ClearStateAsync(Name, Id("a"), await WriteAsync("a", "old"));
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM OrleansStorage"));

        await WriteAsync("a", "new");

        Assert.Equal("new", (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Write_ManyFromOneVersionAtOnce_OneWins()
    {
        await WriteAsync("a", "old");
        var rivals = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ReadAsync("a")));

        await AssertOneWinsAsync(async index =>
        {
            rivals[index].State.Text = $"{index}";
            await _storage.WriteStateAsync(Name, Id("a"), rivals[index]);
        });
    }

    [Fact]
    public async Task Write_KeysThatSomeCollationsTakeForOne_RecordsOfTheirOwn()
    {
        string[] keys = ["no\u00ebl", "noe\u0308l", "NOEL", "noel", "noel ", " noel", "stra\u00dfe", "strasse"];
        foreach (var key in keys)
        {
            await WriteAsync(key, key);
        }

        foreach (var key in keys)
        {
            Assert.Equal(key, (await ReadAsync(key)).State.Text);
        }
    }

    [Fact]
    public async Task Write_KeyOf2000Bytes_ReadBack()
    {
        var key = string.Concat(Enumerable.Range(0, 500).Select(number => $"{number:x3}-"));

        await WriteAsync(key, "kept");

        Assert.Equal("kept", (await ReadAsync(key)).State.Text);
        Assert.False((await ReadAsync(key[..^1])).RecordExists);
    }

    [Fact]
    public async Task Write_FirstOnesOfOneKeyAtOnce_OneWins()
    {
        await AssertOneWinsAsync(index => WriteAsync("a", $"{index}"));
    }

    [Fact]
    public async Task Write_ManyRowsAtOnce_AllWritten()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Task.Run(() => WriteAsync($"row {index}", "first"))));
        await Task.WhenAll(states.Select((state, index) => Task.Run(async () =>
        {
            state.State.Text = $"{index}";
            await _storage.WriteStateAsync(Name, Id($"row {index}"), state);
        })));

        foreach (var index in Enumerable.Range(0, 64))
        {
            Assert.Equal($"{index}", (await ReadAsync($"row {index}")).State.Text);
        }
    }

    [Fact]
    public async Task Write_StateOfMegabytes_NothingTruncated()
    {
        var text = new string('ä', 5_000_000);

        await WriteAsync("a", text);

        Assert.Equal(text, (await ReadAsync("a")).State.Text);
    }

    [Fact]
    public async Task Write_AtTheHighestVersion_GoesOn()
    {
        await WriteAsync("a", "old");
        await ScalarAsync("UPDATE OrleansStorage SET Version = 2147483647");
        var highest = await ReadAsync("a");
        Assert.Equal("2147483647", highest.ETag);

        highest.State.Text = "new";
        await _storage.WriteStateAsync(Name, Id("a"), highest);

        Assert.Equal("new", (await ReadAsync("a")).State.Text);
    }

    private static GrainId Id(string key) => GrainId.Create("atom", key);

    private protected async Task<GrainState<StoredText>> WriteAsync(string key, string text)
    {
        var state = new GrainState<StoredText>(new StoredText { Text = text });
        await _storage.WriteStateAsync(Name, Id(key), state);
        return state;
    }

    private protected async Task<GrainState<StoredText>> ReadAsync(string key)
    {
        var state = new GrainState<StoredText>(new StoredText());
        await _storage.ReadStateAsync(Name, Id(key), state);
        return state;
    }

    /// <summary>Makes 16 writes of the same record at once, each of its own number; asserts that one is made, the others are refused, and that one is kept.</summary>
    private async Task AssertOneWinsAsync(Func<int, Task> writeAsync)
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => Task.Run(async () =>
        {
            try
            {
                await writeAsync(index);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        })));

        Assert.Single(won, true);
        Assert.Equal($"{Array.IndexOf(won, true)}", (await ReadAsync("a")).State.Text);
    }

    private async Task<object?> ScalarAsync(string statement)
    {
        await using var connection = silo.Database.Schema.Connect(silo.Database, create: false);
        await connection.OpenAsync();
        return await connection.ScalarAsync(statement, CancellationToken.None);
    }
}
