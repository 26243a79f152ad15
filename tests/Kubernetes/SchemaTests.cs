using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>Every field of every object is one that Kubernetes knows, of the type that it wants.</summary>
[Trait("Needs", "kubectl")]
public sealed class SchemaTests
{
    // Labels and resources are the user's to name.
    private static readonly string[] OfTheUser = ["labels", "matchLabels", "selector", "limits", "requests"];

    public static TheoryData<string> Overlays => ["postgres", "zookeeper"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Overlay_Rendered_IsWhatKubernetesPublishes(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);

        Assert.Equal(["Deployment", "PodDisruptionBudget", "Service", "ServiceAccount"], manifests.Objects.Select(found => (string)found["kind"]!).Order());
        Assert.All(manifests.Objects, found => Assert.Empty(ApiSchema.Published.Problems(found)));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Overlay_AnyFieldMisspelt_IsAProblem(string overlay)
    {
        var manifests = await Manifests.RenderAsync(overlay);
        int misspelt = 0;
        foreach (JsonObject manifest in manifests.Objects)
        {
            foreach (string[] path in Fields(manifest, []).Where(path => !(path.Length > 1 && OfTheUser.Contains(path[^2]))))
            {
                var changed = (JsonObject)manifest.DeepClone();
                Misspell(changed, path);

                Assert.True(ApiSchema.Published.Problems(changed).Count > 0, $"{manifest["kind"]}.{string.Join('.', path)} misspelt goes unnoticed.");
                misspelt++;
            }
        }

        Assert.True(misspelt > 100, $"Only {misspelt} fields were tried.");
    }

    [Theory]
    [InlineData("replicas: 3", "replicas: \"3\"")]
    [InlineData("value: \"11111\"", "value: 11111")]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: yes please")]
    [InlineData("selector: {matchLabels: {a: b}}", "")]
    [InlineData("kind: Deployment", "kind: Deploymint")]
    public void Problems_WrongTypeOrMissing_AreNamed(string right, string wrong)
    {
        const string Text = """
            apiVersion: apps/v1
            kind: Deployment
            spec:
              replicas: 3
              selector: {matchLabels: {a: b}}
              template:
                spec:
                  securityContext:
                    runAsNonRoot: true
                  containers:
                  - name: silo
                    env:
                    - name: Port
                      value: "11111"
            """;

        Assert.Empty(ApiSchema.Published.Problems(Yaml.Read(Text)[0]));
        Assert.Single(ApiSchema.Published.Problems(Yaml.Read(Text.Replace(right, wrong, StringComparison.Ordinal))[0]));
    }

    private static IEnumerable<string[]> Fields(JsonNode? node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Fields(member.Value, [.. path, member.Key]).Prepend([.. path, member.Key])),
        JsonArray items => items.SelectMany((item, i) => Fields(item, [.. path, $"{i}"])),
        _ => [],
    };

    private static void Misspell(JsonNode node, string[] path)
    {
        foreach (string name in path[..^1])
        {
            node = node is JsonArray items ? items[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!;
        }

        var members = node.AsObject();
        JsonNode? value = members[path[^1]];
        members.Remove(path[^1]);
        members[$"{path[^1]}x"] = value;
    }
}
