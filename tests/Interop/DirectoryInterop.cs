using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

[Trait("Needs", "python")]
public sealed class DirectoryInterop : InteropSuite
{
    protected override Task<SharedStore> CreateStoreAsync() => Task.FromResult(
        SharedStore.InFolder(path => $"dir:///{path}", path => new() { ["connection"] = "dir", ["path"] = path }));
}
