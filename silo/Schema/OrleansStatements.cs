using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>The SQL files of one kind of server, which are part of the assembly: those of its folder, and the shared ones that this has no other text for.</summary>
internal sealed class OrleansStatements
{
    private const string Shared = "Shared/";

    private static readonly string[] Names = Assembly.GetExecutingAssembly().GetManifestResourceNames();

    public OrleansStatements(string folder)
    {
        var own = folder + "/";
        Layouts = [.. Enumerable.Range(1, Names.Length).Select(number => $"{own}Layout{number}").TakeWhile(Names.Contains).Select(Read)];
        Queries = Names
            .Where(name => (name.StartsWith(own, StringComparison.Ordinal) || name.StartsWith(Shared, StringComparison.Ordinal)) && name.EndsWith("Key", StringComparison.Ordinal))
            .GroupBy(name => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .ToDictionary(key => key.Key, key => Read(key.FirstOrDefault(name => name.StartsWith(own, StringComparison.Ordinal)) ?? key.First()));
    }

    /// <summary>What brings a database from each layout of its tables to the next, the first one from nothing. Doing one twice changes nothing.</summary>
    public IReadOnlyList<string> Layouts { get; }

    /// <summary>The statements that Orleans' providers look up, by key: one a file, which the key names.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }
}
