using System.Reflection;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class ClusterPublicApiTests
{
    [Theory]
    [InlineData("Orleans.TaskFlow.Interfaces", "interfaces")]
    [InlineData("Orleans.TaskFlow.Client", "client")]
    public void PublicApi_OfWhatACallerReferences_IsWhatItsFilesDeclare(string assembly, string folder) =>
        PublicApiFiles.AssertAgree(Assembly.Load(assembly), folder);
}
