using Microsoft.Extensions.Configuration;

namespace Orleans.TaskFlow.Tests.Silos;

/// <summary>A silo's settings, as an operator writes them.</summary>
internal static class TestSettings
{
    public static SiloSettings Read(string[] settings)
    {
        SiloPorts ports = SiloPorts.Free();
        var pairs = new Dictionary<string, string?>
        {
            ["TaskFlow:AdvertisedIP"] = "127.0.0.1",
            ["TaskFlow:SiloPort"] = $"{ports.Silo}",
            ["TaskFlow:GatewayPort"] = $"{ports.Gateway}",
            ["TaskFlow:HealthPort"] = $"{ports.Health}",
            // Errors are provoked on purpose; none of them goes away by waiting.
            ["TaskFlow:Writing:AttemptDelay"] = "00:00:00",
            // The less time there is, the less of it a silo leaves its callers to find another one.
            ["TaskFlow:ShutdownTimeout"] = "00:00:10",
        };
        foreach (string[] pair in settings.Select(setting => setting.Split('=', 2)))
        {
            pairs[$"TaskFlow:{pair[0]}"] = pair[1];
        }

        var (read, problems) = SiloSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
        return problems.Count == 0 ? read : throw new ArgumentException(problems.ToString(), nameof(settings));
    }
}
