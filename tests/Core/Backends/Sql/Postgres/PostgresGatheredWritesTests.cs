using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Writes that PostgreSQL gets as one statement over arrays.</summary>
public sealed class PostgresGatheredWritesTests
{
    private const int Atoms = 60;

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task Writes_AtTheSameTime_EachHaveTheirOwnOutcome()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using PostgresBackend backend = await database.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        var flow = new FlowDetail("flow", "f");
        foreach (int number in Enumerable.Range(0, Atoms))
        {
            flow.Add(new TaskDetail($"task {number}", $"t{number}"));
        }

        await connection.SaveLogBookAsync(new LogBook("book", "b") { flow });

        Task<AtomDetail>[] writes =
        [
            .. Enumerable.Range(0, Atoms).Select(number => connection.UpdateAtomDetailsAsync(Task(number, number))),
            // What is not there, and one that is written at the same time.
            connection.UpdateAtomDetailsAsync(new TaskDetail("gone", "gone")),
            connection.UpdateAtomDetailsAsync(Task(0, Atoms)),
        ];

        NotFoundException missing = await Assert.ThrowsAsync<NotFoundException>(() => writes[Atoms]);
        Assert.Contains("gone", missing.Message, StringComparison.Ordinal);
        foreach (int number in Enumerable.Range(0, Atoms))
        {
            Assert.Equal(Document.From(number), ((TaskDetail)await writes[number]).Results);
        }

        Assert.Equal(Document.From(Atoms), ((TaskDetail)await writes[Atoms + 1]).Results);
        await using PostgresBackend second = database.Open();
        foreach (int number in Enumerable.Range(0, Atoms))
        {
            var stored = (TaskDetail)await second.Connect().GetAtomDetailsAsync($"t{number}");
            Document[] possible = number == 0 ? [Document.From(0), Document.From(Atoms)] : [Document.From(number)];
            Assert.Contains(stored.Results, possible);
            Assert.Equal(State.Success, stored.State);
        }

        // Both of the two were made, one after the other.
        Assert.Equal(["2"], await database.QueryAsync("SELECT revision FROM atomdetails WHERE uuid = 't0'"));

        static TaskDetail Task(int number, int result) => new($"task {number}", $"t{number}") { State = State.Success, Results = Document.From(result) };
    }

    [Fact]
    public void Of_UpdatesThatFollowOneAnother_AreOneStatementUnlessTheyAreLarge()
    {
        PostgresDialect dialect = PostgresDialect.Instance;
        string update = dialect.Statements.UpdateAtom;
        string other = dialect.Statements.UpdateFlow;

        List<ServerStatement> sent = ServerStatement.Of(
            dialect, [Added(update, 10), Added(update, 10), Added(other, 10), Added(update, 10), Added(update, 10_000), Added(update, 10)]);

        Assert.Equal([(0, true), (2, false), (3, false), (4, false), (5, false)], sent.Select(statement => (statement.First, statement.IsGathered)));

        static AddedStatement Added(string sql, int length)
        {
            var row = new ServerParameters();
            row.Bind(new string('a', length));
            return new(sql, row, MustFind: true);
        }
    }
}
