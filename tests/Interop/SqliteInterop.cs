using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

[Trait("Needs", "python")]
public sealed class SqliteInterop : InteropSuite
{
    protected override Task<SharedStore> CreateStoreAsync() => Task.FromResult(
        SharedStore.InFolder(path => $"sqlite:///{path}", path => new() { ["connection"] = $"sqlite:///{path}" }));
}
