using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What TaskFlow for Python (Debian's python3-taskflow) leaves in a file.</summary>
internal static class PythonSchema
{
    public static string Dump { get; } = new PythonTables("DATETIME", "TEXT", "VARCHAR(12)", "VARCHAR(7)").Dump;
}
