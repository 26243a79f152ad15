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
        var scripts = new List<string>();
        if (settings.Storage.Tables is { } tables)
        {
            scripts.Add(OfTables(tables));
        }

        var databases = new[] { settings.Storage.Database, settings.Clustering.Database }.OfType<OrleansDatabase>().Distinct().ToArray();
        scripts.AddRange(databases.Select(Of));
        return scripts.Count == 0 ? null : string.Join(Environment.NewLine, scripts);
    }

    private static string OfTables(OrleansDatabase database)
    {
        var script = new StringBuilder().Append("-- TaskFlow's tables, in the ").Append(database.Description)
            .AppendLine(". Tables of an older version are brought up to date by the silo alone.");
        foreach (var statement in TaskFlowTablesScript.Of(database.Schema.CreateTables(database, services: null)))
        {
            script.AppendLine().Append(statement).AppendLine(";");
        }

        return script.ToString();
    }
}
