using System.Reflection;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>Where the silo's project is, as the build noted it.</summary>
internal static class BuiltSilo
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, Note("Silo")));

    public static string Configuration { get; } = Note("Configuration");

    private static string Note(string key) =>
        typeof(BuiltSilo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == key).Value!;
}
