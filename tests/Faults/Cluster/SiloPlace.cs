using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Silos;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>Where a silo is started again and again: the same file, the same ports.</summary>
internal sealed class SiloPlace(string folder, SiloPorts ports, string layout)
{
    public int GatewayPort => ports.Gateway;

    public SiloProcess Start() => SiloProcess.Start(folder, ports, "Storage:Path=silo.sqlite", $"Storage:Layout={layout}");

    public async Task<SiloProcess> StartAsync()
    {
        SiloProcess silo = Start();
        await silo.WaitUntilStartedAsync();
        return silo;
    }
}
