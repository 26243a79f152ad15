using System.Text;

namespace Orleans.TaskFlow;

/// <summary>What a silo would run to set a database up, for those who run it themselves.</summary>
internal static class SchemaScript
{
    /// <summary>Prints the script instead of starting a silo.</summary>
    public const string Option = "--print-schema";

    /// <summary>
    /// Statements for the server's own command line: creates what is missing in the database that it is connected to, and brings what is
    /// older up to date. Running it again changes nothing.
    /// </summary>
    public static string Of(OrleansDatabase database)
    {
        var schema = database.Schema;
        var script = new StringBuilder()
            .Append("-- What a silo of TaskFlow needs for Orleans, layout ").Append(schema.Version).Append(", in the ").Append(database.Description).AppendLine(".");
        foreach (var statement in schema.Statements.Layouts.Prepend(schema.Begin))
        {
            Append(statement);
        }

        foreach (var (key, text) in schema.Statements.Queries.OrderBy(query => query.Key, StringComparer.Ordinal))
        {
            Append(schema.Renewal(key, text));
        }

        Append(schema.End);
        return script.ToString();

        void Append(string statement) => script.AppendLine().Append(statement).AppendLine(statement.EndsWith(';') ? "" : ";");
    }

    /// <summary>The scripts of everything that these settings keep in databases, one after the other; null if nothing is kept in one.</summary>
    public static string? Of(SiloSettings settings)
    {
        var databases = new[] { settings.Storage.Database, settings.Clustering.Database }.OfType<OrleansDatabase>().Distinct().ToArray();
        return databases.Length == 0 ? null : string.Join(Environment.NewLine, databases.Select(Of));
    }
}
