using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Silos;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>Where a silo is started again and again: the same store, the same ports.</summary>
internal sealed class SiloPlace(string folder, SiloPorts ports, string[] settings)
{
    public int GatewayPort => ports.Gateway;

    public SiloProcess Start() => SiloProcess.Start(folder, ports, settings);

    public async Task<SiloProcess> StartAsync()
    {
        SiloProcess silo = Start();
        await silo.WaitUntilStartedAsync();
        return silo;
    }
}
