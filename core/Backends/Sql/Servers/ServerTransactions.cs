using System.Data;

namespace Orleans.TaskFlow;

/// <summary>Makes changes on a server. Never throws: each has its result then, or its error.</summary>
internal sealed class ServerTransactions(ServerLink link)
{
    private readonly ServerDialect _dialect = link.Dialect;

    /// <summary>Makes changes of one statement each in one transaction, in one round trip.</summary>
    public async Task RunSharedAsync(IReadOnlyList<ServerWrite> writes)
    {
        try
        {
            // Everybody locks records in one order, so that two such transactions do not wait for each other.
            List<ServerWrite> sent = [.. writes.OrderBy(static write => write.Uuid, StringComparer.Ordinal)];
            List<ServerWrite> missed = await link.RepeatAsync(() => SendAsync(sent));
            if (missed.Count > 0)
            {
                // These may wait for somebody else's transaction; the others need not.
                foreach (ServerWrite write in writes.Except(missed))
                {
                    write.AnswerElsewhere();
                }
            }

            foreach (ServerWrite write in missed)
            {
                await RunCarefullyAsync(write);
            }
        }
        catch (ServerFailure failure) when (writes.Count > 1 && IsOfOne(failure.Trouble))
        {
            // One of them is to blame, such as one that is too large: each is tried alone.
            foreach (ServerWrite write in writes)
            {
                await RunSharedAsync([write]);
            }
        }
        catch (Exception error)
        {
            foreach (ServerWrite write in writes)
            {
                write.Fail(ForCaller(error));
            }
        }
    }

    /// <summary>Makes a change of several statements, in two round trips.</summary>
    public async Task RunTogetherAsync(ServerWrite write)
    {
        try
        {
            if (await link.RepeatAsync(() => SendTogetherAsync(write)))
            {
                write.CompleteDeclared();
                return;
            }
        }
        catch (ServerFailure failure) when (failure.Trouble == ServerTrouble.Violation)
        {
            // What it needs is not there, or what it adds is: looking at what is stored tells which.
        }
        catch (Exception error)
        {
            write.Fail(ForCaller(error));
            return;
        }

        await RunCarefullyAsync(write);
    }

    private static bool IsOfOne(ServerTrouble trouble) =>
        trouble is not (ServerTrouble.Lost or ServerTrouble.Unanswered or ServerTrouble.Unreachable);

    private static Exception ForCaller(Exception error) => error is ServerFailure failure ? failure.ForCaller() : error;

    private async Task RunCarefullyAsync(ServerWrite write)
    {
        try
        {
            await link.RepeatAsync(() => link.InTransactionAsync(IsolationLevel.ReadCommitted, async (connection, transaction) =>
            {
                await write.ApplyAsync(new ServerSession(_dialect, connection, transaction));
                return true;
            }));
        }
        catch (Exception error)
        {
            write.Fail(ForCaller(error));
        }
    }

    /// <summary>Sends statements that share a transaction.</summary>
    /// <returns>The changes whose statement has not found its row: of these nothing was done.</returns>
    private Task<List<ServerWrite>> SendAsync(List<ServerWrite> writes) => link.OnConnectionAsync(commits: true, async connection =>
    {
        var statements = new ServerBatch(_dialect, connection, transaction: null);
        Declare(writes, statements);
        var missed = new List<ServerWrite>();
        if (writes.Count == 0)
        {
            return missed;
        }

        await statements.RunAsync();
        for (int index = 0; index < writes.Count; index++)
        {
            if (statements.Found(index, 1))
            {
                writes[index].CompleteDeclared();
            }
            else
            {
                missed.Add(writes[index]);
            }
        }

        return missed;
    });

    /// <summary>Adds the statements of changes, and takes those out that have none because they hold what cannot be stored.</summary>
    private static void Declare(List<ServerWrite> writes, ServerBatch statements)
    {
        for (int index = 0; index < writes.Count;)
        {
            int before = statements.Count;
            try
            {
                writes[index].Declare(statements);
                index++;
            }
            catch (InvalidFormatException error)
            {
                statements.Truncate(before);
                writes[index].Fail(error);
                writes.RemoveAt(index);
            }
        }
    }

    private Task<bool> SendTogetherAsync(ServerWrite write) => link.InTransactionAsync(IsolationLevel.ReadCommitted, async (connection, transaction) =>
    {
        var statements = new ServerBatch(_dialect, connection, transaction);
        write.Declare(statements);
        await statements.RunAsync();
        return statements.Found(0, statements.Count);
    });
}
