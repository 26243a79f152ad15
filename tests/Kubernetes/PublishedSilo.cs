using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>The silo as its image holds it: published, once for all tests.</summary>
public sealed class PublishedSilo : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-image-");

    public string Folder => Path.Combine(_folder.FullName, "app");

    public async Task InitializeAsync() => await new Command(
        Dotnet, "publish", BuiltSilo.Folder, "--configuration", BuiltSilo.Configuration, "--no-build", "--output", Folder)
        .RunAsync(CancellationToken.None);

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The host that runs these tests.</summary>
    internal static string Dotnet { get; } = new FileInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? DebianPackages.PathOf("dotnet")!)
        is var host && host.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : host.FullName;
}
