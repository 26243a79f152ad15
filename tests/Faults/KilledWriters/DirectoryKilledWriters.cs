using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

public sealed class DirectoryKilledWriters(ITestOutputHelper output) : KilledWriterSuite(output)
{
    protected override int Kills => 200;

    private protected override Task<KilledStore> CreateStoreAsync(TemporaryFolder folder) =>
        Task.FromResult<KilledStore>(new KilledDirectory(folder["flows"]));
}
