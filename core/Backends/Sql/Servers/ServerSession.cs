using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>One connection to a server, and the transaction that is open on it, if one is.</summary>
internal sealed class ServerSession(ServerDialect dialect, DbConnection connection, DbTransaction? transaction) : ISqlSession
{
    public SqlStatements Statements => dialect.Statements;

    public async ValueTask<int> ExecuteAsync<TGiven>(string sql, TGiven given, Action<ISqlParameters, TGiven> bind)
    {
        await using DbCommand command = Command(sql, given, bind);
        await dialect.PrepareAsync(command);
        return await dialect.ExecutedAsync(command.ExecuteNonQueryAsync(), command.CommandTimeout);
    }

    public async ValueTask<List<TResult>> QueryAsync<TGiven, TResult>(
        string sql, TGiven given, Action<ISqlParameters, TGiven> bind, Func<ISqlRow, TResult> read)
    {
        await using DbCommand command = Command(sql, given, bind);
        await dialect.PrepareAsync(command);
        await using DbDataReader reader = await dialect.ExecutedAsync(command.ExecuteReaderAsync(), command.CommandTimeout);
        var row = new ServerRow(dialect, reader);
        var rows = new List<TResult>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private DbCommand Command<TGiven>(string sql, TGiven given, Action<ISqlParameters, TGiven> bind)
    {
        var parameters = new ServerParameters();
        bind(parameters, given);
        var statement = new ServerStatement(dialect, sql, parameters);
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Text;
        statement.AddTo(command.Parameters);
        return command;
    }
}
