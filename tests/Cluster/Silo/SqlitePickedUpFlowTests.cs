namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqlitePickedUpFlowTests : PickedUpFlowTests
{
    protected override async Task<string[]> CreateStoreAsync() => new SqliteKind().SettingsFor(await new SqliteKind().CreateAsync(), "Tables");
}
