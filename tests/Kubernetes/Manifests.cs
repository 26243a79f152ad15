using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of an overlay: the objects that would be applied.</summary>
internal sealed class Manifests
{
    private static readonly ConcurrentDictionary<string, Task<string>> Rendered = new();

    private Manifests(IReadOnlyList<JsonObject> objects) => Objects = objects;

    public IReadOnlyList<JsonObject> Objects { get; }

    public JsonObject Deployment => this["Deployment"];

    /// <summary>The pod, as its template describes it.</summary>
    public JsonObject Pod => Deployment["spec"]!["template"]!.AsObject();

    public JsonObject Container => Assert.Single(Pod["spec"]!["containers"]!.AsArray())!.AsObject();

    /// <summary>The one object of a kind.</summary>
    public JsonObject this[string kind] => Assert.Single(Objects, found => (string?)found["kind"] == kind);

    /// <summary>Renders an overlay anew: what it gives is the caller's to change.</summary>
    public static async Task<Manifests> RenderAsync(string overlay) =>
        new(Yaml.Read(await Rendered.GetOrAdd(overlay, KustomizeAsync)));

    private static async Task<string> KustomizeAsync(string overlay) => await new Command(
        Kubectl.Find(), "kustomize", Path.Combine(BuiltSilo.Folder, "kubernetes", "overlays", overlay)).RunAsync(CancellationToken.None);
}
