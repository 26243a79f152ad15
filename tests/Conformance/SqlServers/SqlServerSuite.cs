using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Base of the suites for backends on servers.</summary>
public abstract class SqlServerSuite(ISqlServerKind kind)
{
    protected const string Password = "pass word;'\"@/?";

    // Longer than anything here takes, unless it hangs.
    protected static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    protected ISqlServerKind Kind => kind;

    protected static FlowStorageOptions OnceOnly => new() { Attempts = 1 };

    protected async Task<(SqlServer Server, ServerDatabase Database)> CreateAsync(SqlServer? server = null)
    {
        server ??= await kind.ShareAsync();
        return (server, await server.CreateDatabaseAsync());
    }

    protected static LogBook BookOf(int flows, int tasks)
    {
        var book = new LogBook("book", "b");
        for (int flow = 0; flow < flows; flow++)
        {
            var detail = new FlowDetail($"flow {flow}", $"f{flow}");
            for (int task = 0; task < tasks; task++)
            {
                detail.Add(new TaskDetail($"task {task}", $"f{flow}t{task}"));
            }

            detail.Add(new RetryDetail("retry", $"f{flow}r"));
            book.Add(detail);
        }

        return book;
    }

    protected async Task<IBackend> OpenAsync(ServerDatabase database, LogBook? book = null, TimeSpan? commandTimeout = null)
    {
        IBackend backend = kind.Open(database.ConnectionString, commandTimeout);
        await backend.Connect().UpgradeAsync();
        if (book is not null)
        {
            await backend.Connect().SaveLogBookAsync(book);
        }

        return backend;
    }

    protected static async Task<StorageFailureException> AssertFailsAsync(Func<Task> call, params string[] said)
    {
        StorageFailureException error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.All(said, part => Assert.True(error.Message.Contains(part, StringComparison.OrdinalIgnoreCase), $"'{part}' is not in: {error.Message}"));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    protected static async Task EventuallyAsync(Func<Task> call)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StorageFailureException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
