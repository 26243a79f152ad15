using System.Reflection;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Where the programs are that the tests start, as the build noted it.</summary>
internal static class BuiltProgram
{
    public static string Writer => PathOf("Writer");

    public static string Quickstart => PathOf("Quickstart");

    public static string ZooKeeperQuickstart => PathOf("ZooKeeperQuickstart");

    public static string ClusterQuickstart => PathOf("ClusterQuickstart");

    public static string Flows => PathOf("Flows");

    private static string PathOf(string name)
    {
        string path = typeof(BuiltProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == name).Value!;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, path));
    }
}
