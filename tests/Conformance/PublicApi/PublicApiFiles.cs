using System.Reflection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// Holds an assembly against the <c>PublicAPI.Shipped.txt</c> and <c>PublicAPI.Unshipped.txt</c> of its project, so that a change
/// of its contract shows as a change to these files. With <c>TASKFLOW_ACCEPT_API=1</c> in the environment the second is rewritten
/// instead. A shipped line that was taken away stands in the second file behind <c>*REMOVED*</c>.
/// </summary>
public static class PublicApiFiles
{
    private const string Header = "#nullable enable";
    private const string Removed = "*REMOVED*";

    /// <summary>Fails, naming the lines at odds, unless the files of <paramref name="folder"/> say what the assembly offers.</summary>
    public static void AssertAgree(Assembly assembly, string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Orleans.TaskFlow.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Orleans.TaskFlow.sln.");
        }

        var unshipped = Path.Combine(root.FullName, folder, "PublicAPI.Unshipped.txt");
        var shipped = Read(Path.Combine(root.FullName, folder, "PublicAPI.Shipped.txt"));
        var actual = PublicApiListing.Of(assembly);

        if (Environment.GetEnvironmentVariable("TASKFLOW_ACCEPT_API") == "1")
        {
            string[] lines = [Header, .. shipped.Except(actual).Select(line => Removed + line), .. actual.Except(shipped)];
            File.WriteAllText(unshipped, string.Join('\n', lines) + "\n");
        }

        var changes = Read(unshipped);
        var taken = changes.Where(line => line.StartsWith(Removed, StringComparison.Ordinal)).Select(line => line[Removed.Length..]);
        var declared = shipped.Except(taken).Union(changes.Where(line => !line.StartsWith(Removed, StringComparison.Ordinal))).ToHashSet();

        string[] odds =
        [
            .. actual.Where(line => !declared.Contains(line)).Select(line => "+ " + line),
            .. declared.Except(actual).Select(line => "- " + line),
        ];
        Assert.True(odds.Length == 0,
            $"{folder}: the public API and PublicAPI.*.txt differ in {odds.Length} lines (+ not declared, - declared but absent). " +
            "If that is meant, run this test once with TASKFLOW_ACCEPT_API=1 and commit the file.\n" + string.Join('\n', odds));
    }

    private static string[] Read(string file) => [.. File.ReadAllLines(file).Where(line => line.Length > 0 && line != Header)];
}
