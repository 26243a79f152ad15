namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>One database of a server (with ZooKeeper: one node below which a test keeps all that it writes), and how to get there.</summary>
/// <param name="Name">Its name on the server; with ZooKeeper the path, with its leading slash.</param>
/// <param name="ConnectionString">As its .NET driver takes it: of Npgsql, of MySqlConnector, of ZooKeeper with the path behind the hosts.</param>
/// <param name="Uri">The same as an address: <c>postgresql://</c>, <c>mysql://</c> or <c>zookeeper://</c>.</param>
public sealed record ServerDatabase(string Name, string ConnectionString, string Uri);
