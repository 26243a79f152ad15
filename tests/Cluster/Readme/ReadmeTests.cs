using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class ReadmeTests
{
    [Fact]
    public void ClusterExample_Built_OffersTheSameTwoServicesAsTheEmbeddedOne()
    {
        using var host = ClusterExample.Build([]);

        Assert.Contains("cluster", host.Services.GetRequiredService<IBackend>().Description, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(host.Services.GetRequiredService<IFlowStorageFactory>());
    }

    [Fact]
    public void ClusterExample_InTheReadme_IsTheCodeThatCompiles()
    {
        var (source, readme) = ReadmeExample.Read("tests/Cluster/Readme/ClusterExample.cs");

        Assert.Equal(source, readme);
    }
}
