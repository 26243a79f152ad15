using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>The SQL files beside this one, which are part of the assembly.</summary>
internal static class SqliteStatements
{
    private const string Folder = "Sqlite/";

    /// <summary>Creates all tables in an empty database.</summary>
    public static string Tables { get; } = Read(Folder + "Tables");

    /// <summary>The statements that Orleans' providers look up, by key: one a file, which the key names.</summary>
    public static IReadOnlyDictionary<string, string> Queries { get; } = Assembly.GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith("Key", StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..], Read);

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
