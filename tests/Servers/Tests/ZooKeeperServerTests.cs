using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

[Trait("Needs", "own-zookeeper")]
[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperServerTests() : ServerTests(ServerKind.Name.ZooKeeper);
