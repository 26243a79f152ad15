using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>One look at a database over a connection of its own: is everything there that Orleans needs? And what is not, is made.</summary>
internal sealed class SchemaSetUp(OrleansDatabase database, DbConnection connection)
{
    /// <summary>What an operator does about a missing part who runs the set-up by hand.</summary>
    public const string Remedy =
        $"Start one silo with {SiloSettings.Section}:{nameof(SiloSettings.Schema)}={nameof(SchemaMode.Create)}, or run what the silo prints with {SchemaScript.Option}.";

    private readonly OrleansSchema _schema = database.Schema;

    /// <inheritdoc cref="OrleansSchema.EnsureAsync"/>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _schema.BeginAsync(connection, database, cancellationToken);
        var columns = await ColumnsAsync(cancellationToken);
        var layout = await LayoutAsync(columns, cancellationToken);
        if (layout is null && columns.Contains((OrleansTables.Queries, "QueryKey")))
        {
            throw Unusable("it has tables of Orleans that were not created by a silo of TaskFlow. Name another database.");
        }

        RefuseNewer(layout);
        await BringUpToDateAsync(layout ?? 0, cancellationToken);

        if (layout != _schema.Version)
        {
            columns = await ColumnsAsync(cancellationToken);
        }

        if (MissingColumn(columns) is { } missing)
        {
            throw Unusable($"it lacks {missing}, although its tables claim to have layout {_schema.Version}. Restore it, or name another database.");
        }

        foreach (var (key, text) in await OutdatedQueriesAsync(cancellationToken))
        {
            await connection.ScalarAsync(_schema.Renewal(key, text), cancellationToken);
        }

        await connection.ScalarAsync(_schema.End, cancellationToken);
    }

    /// <inheritdoc cref="OrleansSchema.ValidateAsync"/>
    public async Task ValidateAsync(CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(cancellationToken);
        var layout = await LayoutAsync(columns, cancellationToken);
        if (layout is null)
        {
            throw Unusable($"it lacks the table {OrleansTables.Layout}. {Remedy}");
        }

        RefuseNewer(layout);
        if (layout < _schema.Version)
        {
            throw Unusable($"its tables have layout {layout}, this version needs layout {_schema.Version}. {Remedy}");
        }

        if (MissingColumn(columns) is { } missing)
        {
            throw Unusable($"it lacks {missing}. {Remedy}");
        }

        var outdated = await OutdatedQueriesAsync(cancellationToken);
        if (outdated.Count > 0)
        {
            throw Unusable($"its table {OrleansTables.Queries} lacks this version's {string.Join(", ", outdated.Select(query => query.Key))}. {Remedy}");
        }
    }

    private async Task BringUpToDateAsync(int layout, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var statements in _schema.Statements.Layouts.Skip(layout))
            {
                await connection.ScalarAsync(statements, cancellationToken);
            }
        }
        catch (DbException refused) when (!refused.IsTransient)
        {
            throw new OrleansSchemaException(
                database,
                $"its tables could not be created: {refused.Message.Split('\n')[0].TrimEnd()}. Let a user who may do so run what the silo prints with {SchemaScript.Option}.",
                refused);
        }
    }

    private static string? MissingColumn(HashSet<(string, string)> present) =>
        OrleansTables.Columns
            .SelectMany(table => table.Value.Select(column => (Table: table.Key, Column: column)))
            .Where(needed => !present.Contains(needed))
            .Select(needed => $"the column {needed.Column} of the table {needed.Table}")
            .FirstOrDefault();

    private async Task<HashSet<(string Table, string Column)>> ColumnsAsync(CancellationToken cancellationToken) =>
        new(await connection.PairsAsync(_schema.ColumnsQuery, cancellationToken), IgnoringCase.Instance);

    /// <returns>Null where no silo of TaskFlow began a set-up; 0 where one began and did not end.</returns>
    private async Task<int?> LayoutAsync(HashSet<(string, string)> columns, CancellationToken cancellationToken)
    {
        if (!columns.Contains((OrleansTables.Layout, "Version")))
        {
            return null;
        }

        var highest = await connection.ScalarAsync($"SELECT coalesce(max(Version), 0) FROM {OrleansTables.Layout}", cancellationToken);
        return Convert.ToInt32(highest, CultureInfo.InvariantCulture);
    }

    private void RefuseNewer(int? layout)
    {
        if (layout > _schema.Version)
        {
            throw Unusable(
                $"its tables have layout {layout}, this version knows layout {_schema.Version}. Start the version that wrote it, or name another database.");
        }
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> OutdatedQueriesAsync(CancellationToken cancellationToken)
    {
        var stored = (await connection.PairsAsync($"SELECT QueryKey, QueryText FROM {OrleansTables.Queries}", cancellationToken))
            .ToDictionary(row => row.First, row => row.Second, StringComparer.Ordinal);
        return
        [
            .. _schema.Statements.Queries
                .Where(query => stored.GetValueOrDefault(query.Key) != query.Value)
                .OrderBy(query => query.Key, StringComparer.Ordinal),
        ];
    }

    private OrleansSchemaException Unusable(string reason) => new(database, reason);

    /// <summary>Names of tables and columns, which servers fold as they like.</summary>
    private sealed class IgnoringCase : IEqualityComparer<(string, string)>
    {
        public static readonly IgnoringCase Instance = new();

        public bool Equals((string, string) x, (string, string) y) =>
            x.Item1.Equals(y.Item1, StringComparison.OrdinalIgnoreCase) && x.Item2.Equals(y.Item2, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string, string) name) =>
            HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(name.Item1), StringComparer.OrdinalIgnoreCase.GetHashCode(name.Item2));
    }
}
