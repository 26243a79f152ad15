using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteUpgradeTests : IDisposable
{
    private const string Columns = "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, c.cid";

    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upgrade_NeitherFileNorFolder_CreatesBoth()
    {
        await using var backend = new SqliteBackend(new SqliteBackendOptions { Path = _folder.Name("a/b/flows.db") });

        await backend.Connect().UpgradeAsync();

        await backend.Connect().ValidateAsync();
    }

    [Fact]
    public async Task Upgrade_NewFile_HasTheTablesAndColumnsOfTheSeedsAndThenItsOwn()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        using var python = new SqliteFolder();
        python.Execute(PythonSchema.Dump);
        string[] own = [.. Own("logbooks"), .. Own("flowdetails"), "flowdetails|epoch|BIGINT", .. Own("atomdetails")];

        Assert.Equal([.. python.Query(Columns).Concat(own).Order()], _folder.Query(Columns).Order());
        Assert.Empty(_folder.Query(Columns).Where(column => !own.Contains(column)).Except(python.Query(Columns)));
        Assert.Equal(["wal"], _folder.Query("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Upgrade_FileOfTheFirstVersion_KeepsItsRecordsAndLetsThemBeWritten()
    {
        _folder.Execute(PythonSchema.Dump);
        _folder.Execute("PRAGMA user_version = 1");
        await using SqliteBackend backend = _folder.Open();
        var older = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().GetLogBookAsync("lb1"));
        Assert.Contains("older version", older.Message);

        await backend.Connect().UpgradeAsync();

        await using (FlowStorage storage = await FlowStorage.OpenAsync(backend, "fd1"))
        {
            await storage.SaveAsync("t", "new");
        }

        await backend.Connect().ValidateAsync();
        Assert.Equal(["\"new\"|1"], _folder.Query("SELECT results, revision FROM atomdetails WHERE uuid = 'td1'"));
    }

    [Fact]
    public async Task Upgrade_Current_WritesNothing()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        await using SqliteBackend other = _folder.Open();
        using var observer = _folder.Connect();
        string before = DataVersion();

        await other.Connect().UpgradeAsync();

        Assert.Equal(before, DataVersion());

        string DataVersion()
        {
            using var command = observer.CreateCommand();
            command.CommandText = "PRAGMA data_version";
            return command.ExecuteScalar()!.ToString()!;
        }
    }

    [Fact]
    public async Task Upgrade_ByManyAtOnce_SucceedsForAll()
    {
        SqliteBackend[] backends = [.. Enumerable.Range(0, 10).Select(_ => _folder.Open())];
        using var start = new Barrier(backends.Length);

        await Task.WhenAll(backends.Select(backend => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return backend.Connect().UpgradeAsync();
            },
            TaskCreationOptions.LongRunning).Unwrap()));

        foreach (SqliteBackend backend in backends)
        {
            await backend.Connect().ValidateAsync();
            await backend.DisposeAsync();
        }
    }

    [Fact]
    public async Task Upgrade_FileOfPythonTaskFlow_TakesItOver()
    {
        _folder.Execute(PythonSchema.Dump);
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();

        LogBook book = await connection.GetLogBookAsync("lb1");

        Assert.Equal(new DateTime(2026, 11, 21, 18, 51, 49, DateTimeKind.Utc).AddMicroseconds(803808), book.CreatedAt);
        FlowDetail flow = Assert.Single(book);
        Assert.Equal(["t", "r"], flow.Select(atom => atom.Name));
        var task = Assert.IsType<TaskDetail>(flow.Find("td1"));
        Assert.Equal(State.Success, task.State);
        Assert.Equal("é", task.Results.Members["a"].Items[2].To<string>());
        Assert.Empty(Assert.IsType<RetryDetail>(flow.Find("rd1")).Attempts);

        task.Results = Document.From("new");
        await connection.UpdateAtomDetailsAsync(task);
        await connection.ValidateAsync();
        Assert.Equal(["SUCCESS|\"new\"|TASK_DETAIL"], _folder.Query("SELECT state, results, atom_type FROM atomdetails WHERE uuid = 'td1'"));
    }

    [Fact]
    public async Task AnyCall_NewerSchema_RefusesItAndLeavesTheFileAlone()
    {
        _folder.Execute("PRAGMA user_version = 99");
        byte[] before = await File.ReadAllBytesAsync(_folder.File);
        await using SqliteBackend backend = _folder.Open();
        IConnection connection = backend.Connect();

        Func<Task>[] calls =
        [
            () => connection.UpgradeAsync(),
            () => connection.ValidateAsync(),
            () => connection.SaveLogBookAsync(new LogBook("b")),
            () => connection.GetLogBookAsync("b"),
        ];

        foreach (Func<Task> call in calls)
        {
            var error = await Assert.ThrowsAsync<IncompatibleVersionException>(call);
            Assert.Contains(_folder.File, error.Message);
            Assert.Contains("99", error.Message);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Upgrade_TableOfAnotherProgram_NamesWhatItLacksAndMakesNothing()
    {
        _folder.Execute("CREATE TABLE flowdetails (uuid TEXT, name TEXT)");
        await using SqliteBackend backend = _folder.Open();

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().UpgradeAsync());

        Assert.Contains("'flowdetails' without the column", error.Message);
        Assert.Equal(["flowdetails"], _folder.Query("SELECT name FROM sqlite_master WHERE type = 'table'"));
    }

    [Fact]
    public async Task Upgrade_FileOfAnotherProgramThatHasOurVersion_SaysSoAndLeavesItAlone()
    {
        _folder.Execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); PRAGMA user_version = 2");
        byte[] before = await File.ReadAllBytesAsync(_folder.File);
        await using SqliteBackend backend = _folder.Open();

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().UpgradeAsync());

        Assert.Contains(_folder.File, error.Message);
        Assert.Contains("no table 'logbooks'", error.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Upgrade_WhileAnotherProcessReads_WaitsForIt()
    {
        _folder.Execute(PythonSchema.Dump);
        using var reader = _folder.Connect();
        using (var command = reader.CreateCommand())
        {
            command.CommandText = "BEGIN; SELECT count(*) FROM logbooks";
            command.ExecuteScalar();
        }

        await using SqliteBackend backend = _folder.Open();
        await using SqliteBackend impatient = _folder.Open(TimeSpan.FromMilliseconds(50));
        Task upgrade = Task.Run(() => backend.Connect().UpgradeAsync());
        await Assert.ThrowsAsync<StorageFailureException>(() => impatient.Connect().UpgradeAsync());
        Assert.False(upgrade.IsCompleted);
        reader.Close();

        await upgrade;
    }

    [Fact]
    public async Task AnyCall_NotSetUp_SaysToUpgrade()
    {
        await using SqliteBackend backend = _folder.Open();
        IConnection connection = backend.Connect();

        var absent = await Assert.ThrowsAsync<StorageFailureException>(() => connection.SaveLogBookAsync(new LogBook("b")));
        Assert.False(File.Exists(_folder.File));
        _folder.Execute(PythonSchema.Dump);
        var unknown = await Assert.ThrowsAsync<StorageFailureException>(() => connection.GetLogBookAsync("lb1"));

        Assert.Contains("UpgradeAsync", absent.Message);
        Assert.Contains("UpgradeAsync", unknown.Message);
        await connection.UpgradeAsync();
        await connection.SaveLogBookAsync(new LogBook("b"));
    }

    private static string[] Own(string table) => [$"{table}|revision|BIGINT", $"{table}|writer|BIGINT"];
}
