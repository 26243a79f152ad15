using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Tests of the suites themselves: they have to fail on a store that is broken, and on no other.</summary>
public sealed class SuiteTests
{
    public static IEnumerable<object[]> Defective => Defects.All.Keys.Select(defect => new object[] { defect });

    public static IEnumerable<object[]> SeenByStorages => Defects.SeenByStorages.Select(defect => new object[] { defect });

    [Theory]
    [MemberData(nameof(Defective))]
    public async Task BackendSuite_OnABrokenBackend_Fails(string defect) =>
        Assert.NotNull(await FirstAsync(SuiteRunner.FailuresAsync(() => new BackendSuite(Defects.All[defect]()))));

    [Theory]
    [MemberData(nameof(SeenByStorages))]
    public async Task FlowStorageSuite_OnABrokenBackend_Fails(string defect) =>
        Assert.NotNull(await FirstAsync(SuiteRunner.FailuresAsync(() => new FlowStorageSuite(Defects.All[defect]()))));

    [Fact]
    public async Task Suites_OnABackendThatHandsEverythingOn_Pass()
    {
        Assert.Null(await FirstAsync(SuiteRunner.FailuresAsync(() => new BackendSuite(inner => new DelegatingConnection(inner)))));
        Assert.Null(await FirstAsync(SuiteRunner.FailuresAsync(() => new FlowStorageSuite(inner => new DelegatingConnection(inner)))));
    }

    private static async Task<string?> FirstAsync(IAsyncEnumerable<string> failures)
    {
        await foreach (string failure in failures)
        {
            return failure;
        }

        return null;
    }

    private static Task<IConformanceStore> OpenAsync(Func<IConnection, IConnection> spoil)
    {
        var backend = new DelegatingBackend(new MemoryBackend(), spoil);
        return EmbeddedStore.OpenAsync(backend, backend);
    }

    // Not public, so that no test run finds them.
    private sealed class BackendSuite(Func<IConnection, IConnection> spoil) : BackendConformance
    {
        protected override Task<IConformanceStore> CreateStoreAsync() => OpenAsync(spoil);
    }

    private sealed class FlowStorageSuite(Func<IConnection, IConnection> spoil) : FlowStorageConformance
    {
        protected override Task<IConformanceStore> CreateStoreAsync() => OpenAsync(spoil);
    }
}
