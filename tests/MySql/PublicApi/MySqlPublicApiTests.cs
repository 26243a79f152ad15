using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

public sealed class MySqlPublicApiTests
{
    [Fact]
    public void PublicApi_OfMySql_IsWhatItsFilesDeclare() => PublicApiFiles.AssertAgree(typeof(MySqlBackend).Assembly, "core/MySql");
}
