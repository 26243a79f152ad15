using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>What the manifests promise to who operates them.</summary>
[Trait("Needs", "kubectl")]
public sealed class ManifestTests
{
    public static TheoryData<string> Overlays => ["postgres", "zookeeper"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Selectors_OfEveryObject_MatchThePods(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);
        JsonObject labels = manifests.Pod["metadata"]!["labels"]!.AsObject();

        List<JsonNode?> selectors =
        [
            manifests.Deployment["spec"]!["selector"]!["matchLabels"],
            manifests["PodDisruptionBudget"]["spec"]!["selector"]!["matchLabels"],
            manifests["Service"]["spec"]!["selector"],
            .. manifests.Pod["spec"]!["topologySpreadConstraints"]!.AsArray().Select(spread => spread!["labelSelector"]!["matchLabels"]),
        ];
        Assert.All(selectors, selector =>
        {
            // An empty one matches every pod of the namespace, others' too.
            Assert.NotEmpty(selector!.AsObject());
            Assert.All(selector.AsObject(), label => Assert.Equal((string)label.Value!, (string?)labels[label.Key]));
        });
        Assert.Equal((string)manifests["ServiceAccount"]["metadata"]!["name"]!, (string?)manifests.Pod["spec"]!["serviceAccountName"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task RollingUpdate_AndDisruptions_NeverTakeASiloBeforeAnotherIsReady(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);
        JsonNode strategy = manifests.Deployment["spec"]!["strategy"]!;
        JsonNode budget = manifests["PodDisruptionBudget"]["spec"]!;

        Assert.Equal("RollingUpdate", (string?)strategy["type"]);
        Assert.Equal(0, (int?)strategy["rollingUpdate"]!["maxUnavailable"]);
        Assert.Equal(1, (int?)strategy["rollingUpdate"]!["maxSurge"]);
        Assert.Equal(1, (int?)budget["maxUnavailable"]);
        Assert.True((int)manifests.Deployment["spec"]!["replicas"]! > 1);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Container_Privileges_AreNone(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);
        JsonNode pod = manifests.Pod["spec"]!;
        JsonNode security = manifests.Container["securityContext"]!;

        Assert.True((bool?)pod["securityContext"]!["runAsNonRoot"]);
        Assert.Equal(Containerfile.Silo.User, (long)pod["securityContext"]!["runAsUser"]!);
        Assert.Equal("RuntimeDefault", (string?)pod["securityContext"]!["seccompProfile"]!["type"]);
        Assert.False((bool?)pod["automountServiceAccountToken"]);
        Assert.False((bool?)security["allowPrivilegeEscalation"]);
        Assert.True((bool?)security["readOnlyRootFilesystem"]);
        Assert.Equal(["ALL"], security["capabilities"]!["drop"]!.AsArray().Select(capability => (string)capability!));
        Assert.Null(security["privileged"]);
        JsonNode mount = Assert.Single(manifests.Container["volumeMounts"]!.AsArray())!;
        Assert.Equal("/tmp", (string?)mount["mountPath"]);
        Assert.NotNull(Assert.Single(pod["volumes"]!.AsArray(), volume => (string?)volume!["name"] == (string?)mount["name"])!["emptyDir"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Environment_ConnectionStrings_ComeFromASecretAlone(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);

        List<JsonNode?> strings = [.. manifests.Container["env"]!.AsArray().Where(variable => ((string)variable!["name"]!).EndsWith("ConnectionString", StringComparison.Ordinal))];
        Assert.Equal(2, strings.Count);
        Assert.All(strings, variable =>
        {
            Assert.Null(variable!["value"]);
            Assert.Equal($"taskflow-{overlay}", (string?)variable["valueFrom"]!["secretKeyRef"]!["name"]);
            Assert.Equal("connection-string", (string?)variable["valueFrom"]!["secretKeyRef"]!["key"]);
        });
        Assert.DoesNotContain(manifests.Objects, found => (string?)found["kind"] == "Secret");
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Ports_OfSiloContainerAndService_AreTheSame(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);
        var ports = manifests.Container["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (int)port!["containerPort"]!);

        Assert.Equal(Setting(manifests, "SiloPort"), $"{ports["silo"]}");
        Assert.Equal(Setting(manifests, "GatewayPort"), $"{ports["gateway"]}");
        Assert.Equal(Setting(manifests, "HealthPort"), $"{ports["health"]}");
        JsonNode gateway = Assert.Single(manifests["Service"]["spec"]!["ports"]!.AsArray())!;
        Assert.Equal("gateway", (string?)gateway["targetPort"]);
        Assert.Equal(ports["gateway"], (int)gateway["port"]!);
        Assert.All(
            new[] { "startupProbe", "readinessProbe", "livenessProbe" },
            probe => Assert.Equal("health", (string?)manifests.Container[probe]!["httpGet"]!["port"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task GracePeriod_IsLongerThanTheSiloTakesToDrainOrGiveUp(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);

        // The silo ends itself within three seconds after its time to drain is over.
        TimeSpan drain = TimeSpan.Parse(Setting(manifests, "ShutdownTimeout"), CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(3);
        Assert.True(drain < TimeSpan.FromSeconds((int)manifests.Pod["spec"]!["terminationGracePeriodSeconds"]!));
    }

    private static string Setting(Manifests manifests, string name) =>
        (string)Assert.Single(manifests.Container["env"]!.AsArray(), variable => (string?)variable!["name"] == $"TaskFlow__{name}")!["value"]!;
}
