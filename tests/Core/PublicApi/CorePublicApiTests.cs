using System.Reflection;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class CorePublicApiTests
{
    [Fact]
    public void PublicApi_OfCore_IsWhatItsFilesDeclare() =>
        PublicApiFiles.AssertAgree(Assembly.Load("Orleans.TaskFlow.Core"), "core");
}
