using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlPickedUpFlowTests : PickedUpFlowTests
{
    protected override async Task<string[]> CreateStoreAsync() => new MySqlKind().SettingsFor(await new MySqlKind().CreateAsync(), "Tables");
}
