using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperServerTests() : ServerTests(ServerKind.Name.ZooKeeper);
