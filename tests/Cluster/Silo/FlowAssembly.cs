using System.Reflection;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A program's assembly with flows, as the build left it.</summary>
internal static class FlowAssembly
{
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory, typeof(FlowAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == "Flows").Value!));
}
