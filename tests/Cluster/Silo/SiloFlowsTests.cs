using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo that is given a program's flows: the process as it is run, from outside.</summary>
public sealed class SiloFlowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithFlows_Starts()
    {
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, $"Flows:0={FlowAssembly.Path}");

        Assert.Empty(silo.Errors);
    }

    [Fact]
    public async Task Start_FlowsThatAreNotThere_OneMessageNamesSettingAndFileAndNothingIsCreated()
    {
        string errors = await ErrorsAsync("Flows=missing/App.dll");

        Assert.Contains($"TaskFlow:Flows = 'missing/App.dll': There is no file '{_folder.File("missing/App.dll")}'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FlowsGivenTwice_OneMessageNamesTheFlow()
    {
        string errors = await ErrorsAsync($"Flows:0={FlowAssembly.Path}", $"Flows:1={FlowAssembly.Path}");

        Assert.Contains($"TaskFlow:Flows = '{FlowAssembly.Path}'", errors, StringComparison.Ordinal);
        Assert.Contains("'logged'", errors, StringComparison.Ordinal);
    }

    private async Task<string> ErrorsAsync(params string[] settings)
    {
        await using var silo = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), settings);
        Assert.Equal(1, await silo.WaitForExitAsync());
        Assert.StartsWith("The silo was not started. ", silo.Errors, StringComparison.Ordinal);
        Assert.Single(silo.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(silo.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
        return silo.Errors;
    }
}
