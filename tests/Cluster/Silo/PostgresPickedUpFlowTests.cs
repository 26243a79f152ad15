using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresPickedUpFlowTests : PickedUpFlowTests
{
    protected override async Task<string[]> CreateStoreAsync() => new PostgresKind().SettingsFor(await new PostgresKind().CreateAsync(), "Tables");
}
