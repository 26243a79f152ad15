using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What a backend on a server promises beyond <see cref="BackendConformance"/>: what happens to it when things go wrong.</summary>
public abstract partial class SqlServerConformance(ISqlServerKind kind)
{
    private const string Password = "pass word;'\"@/?";

    // Longer than anything here takes, unless it hangs.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    protected ISqlServerKind Kind => kind;

    protected static FlowStorageOptions OnceOnly => new() { Attempts = 1 };

    private async Task<(SqlServer Server, ServerDatabase Database)> CreateAsync(SqlServer? server = null)
    {
        server ??= await kind.ShareAsync();
        return (server, await server.CreateDatabaseAsync());
    }

    private static LogBook BookOf(int flows, int tasks)
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

    private async Task<IBackend> OpenAsync(ServerDatabase database, LogBook? book = null, TimeSpan? commandTimeout = null)
    {
        IBackend backend = kind.Open(database.ConnectionString, commandTimeout);
        await backend.Connect().UpgradeAsync();
        if (book is not null)
        {
            await backend.Connect().SaveLogBookAsync(book);
        }

        return backend;
    }

    private static async Task<StorageFailureException> AssertFailsAsync(Func<Task> call, params string[] said)
    {
        StorageFailureException error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.All(said, part => Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        return error;
    }
}
