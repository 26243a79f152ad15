using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A kind of server that runs as a process of its own.</summary>
public interface IServerKind : IDatabaseKind
{
    /// <summary>What makes the driver give up on a server that does not answer, in a connection string.</summary>
    string Impatience { get; }

    /// <summary>The server that the tests share.</summary>
    Task<SqlServer> SharedAsync();

    /// <summary>A server for the caller alone, who may stop it.</summary>
    Task<SqlServer> StartAsync();
}
