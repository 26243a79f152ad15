using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ServerConnectionsTests
{
    private readonly ServerConnections _connections = new(SqliteFactory.Instance.CreateDataSource("Data Source=:memory:"));

    [Fact]
    public async Task AConnection_GivenBack_IsTheNextOneThatIsTaken()
    {
        DbConnection first = await _connections.TakeAsync(CancellationToken.None);
        await _connections.ReturnAsync(first);

        Assert.Same(first, await _connections.TakeAsync(CancellationToken.None));
        Assert.Equal(ConnectionState.Open, first.State);
    }

    [Fact]
    public async Task Connections_ThatAreIdleAtTheEnd_AreClosed()
    {
        DbConnection idle = await _connections.TakeAsync(CancellationToken.None);
        await _connections.ReturnAsync(idle);

        await _connections.DisposeAsync();

        Assert.Equal(ConnectionState.Closed, idle.State);
    }

    [Fact]
    public async Task AConnection_GivenBackAfterTheEnd_IsClosed()
    {
        DbConnection used = await _connections.TakeAsync(CancellationToken.None);
        await _connections.DisposeAsync();

        await _connections.ReturnAsync(used);

        Assert.Equal(ConnectionState.Closed, used.State);
    }
}
