using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A database or path on a server, which goes on when a writer is killed: with what he has sent, too.</summary>
/// <param name="database">The database or path.</param>
/// <param name="countConnections">How many connections there are to it; null where a server answers in the order in which it was asked.</param>
internal sealed class KilledServerStore(ServerDatabase database, Func<Task<string>>? countConnections = null) : KilledStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override string Uri => database.Uri;

    public override async Task CheckAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (countConnections is not null && await countConnections() != "0")
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
