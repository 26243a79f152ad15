using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Which part may know which.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Core_ReferencesNothingOfOrleans()
    {
        Assembly core = typeof(FlowStorage).Assembly;

        Assert.DoesNotContain(core.GetReferencedAssemblies().Select(reference => reference.Name!), IsOrleans);
        Assert.DoesNotContain(PackagesOf("core"), IsOrleans);
        Assert.Empty(ProjectsOf("core"));
    }

    [Theory]
    [InlineData("core/MySql", "core")]
    [InlineData("interfaces", "core")]
    [InlineData("grains", "core interfaces")]
    [InlineData("core/ZooKeeper", "core")]
    [InlineData("grains/ZooKeeper", "core core/ZooKeeper")]
    [InlineData("client", "core interfaces")]
    [InlineData("client/Quickstart", "core")]
    [InlineData("silo", "core core/MySql core/ZooKeeper interfaces grains grains/ZooKeeper")]
    public void EachRoom_ReachesOnlyThoseItMayKnow(string room, string mayKnow)
    {
        string[] reached = [.. ReachedFrom(room).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(reached);
        Assert.Empty(reached.Except(mayKnow.Split(' ')));
    }

    [Fact]
    public void TheCoreHalf_ReachesNoOrleansPackage()
    {
        string[] rooms = ["core", "core/ZooKeeper", "client/Cli", "client/Quickstart", "tests/Benchmarks", "tests/Conformance", "tests/Core", "tests/Faults", "tests/Servers", "tests/Traces"];

        Assert.All(rooms, room => Assert.DoesNotContain(ReachedFrom(room).Append(room).SelectMany(PackagesOf), IsOrleans));
    }

    private static bool IsOrleans(string name) =>
        name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)
        || (name.StartsWith("Orleans.", StringComparison.Ordinal) && !name.StartsWith("Orleans.TaskFlow", StringComparison.Ordinal));

    private static HashSet<string> ReachedFrom(string room)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([room]);
        while (open.TryDequeue(out string? next))
        {
            foreach (string project in ProjectsOf(next).Where(reached.Add))
            {
                open.Enqueue(project);
            }
        }

        return reached;
    }

    private static IEnumerable<string> PackagesOf(string room) =>
        ItemsOf(room, "PackageReference").Select(item => item.Attribute("Include")!.Value);

    private static IEnumerable<string> ProjectsOf(string room) => ItemsOf(room, "ProjectReference").Select(item =>
        Path.GetRelativePath(Root, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Root, room, item.Attribute("Include")!.Value)))!)
            .Replace('\\', '/'));

    private static IEnumerable<XElement> ItemsOf(string room, string kind) =>
        XDocument.Load(Assert.Single(Directory.GetFiles(Path.Combine(Root, room), "*.csproj"))).Descendants(kind);

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Orleans.TaskFlow.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Orleans.TaskFlow.sln.");
            }

            return folder.FullName;
        }
    }
}
