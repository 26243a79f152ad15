using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>
/// Looks for logbooks that a silo would not find: a database holds them in one layout, and the settings name the other one, which has none. The
/// silo would begin empty, and whoever asks it for a flow would be told that there is none.
/// </summary>
internal static class OtherLayout
{
    private const string Tables = "logbooks";
    private const string Records = "OrleansStorage";

    /// <summary>Refuses such a database. What both layouts need is there, or none of it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="chosen">The layout that the settings name.</param>
    /// <param name="serviceId">Whose records count: others' are none of this silo's in any case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OrleansSchemaException">The logbooks are in the other layout, or the database cannot be read.</exception>
    public static async Task RefuseAsync(
        OrleansDatabase database, StorageLayout chosen, string serviceId, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = database.Schema.Connect(database, create: false);
            await connection.OpenAsync(cancellationToken);
            var tables = (await connection.PairsAsync(database.Schema.ColumnsQuery, cancellationToken))
                .Select(column => column.First).ToHashSet(StringComparer.OrdinalIgnoreCase);
            bool inTables = await HasAsync(Tables, "");
            // Cleared ones are kept without what they held.
            bool inRecords = await HasAsync(
                Records, $" WHERE GrainTypeString = 'logbook' AND ServiceId = {database.Schema.Literal(serviceId)} AND PayloadBinary IS NOT NULL");
            if (chosen == StorageLayout.Tables ? inRecords && !inTables : inTables && !inRecords)
            {
                throw new OrleansSchemaException(database, Reason(chosen));
            }

            async Task<bool> HasAsync(string table, string condition) => tables.Contains(table) && Convert.ToInt64(
                await connection.ScalarAsync($"SELECT count(*) FROM (SELECT 1 AS one FROM {table}{condition} LIMIT 1) found", cancellationToken),
                CultureInfo.InvariantCulture) > 0;
        }
        catch (DbException cause)
        {
            throw new OrleansSchemaException(database, cause.Message.Split('\n')[0].TrimEnd(), cause);
        }
    }

    private static string Reason(StorageLayout chosen)
    {
        const string Key = $"{SiloSettings.Section}:{nameof(SiloSettings.Storage)}:{nameof(StorageSettings.Layout)}";
        var (other, where) = chosen == StorageLayout.Tables
            ? (StorageLayout.Orleans, $"the table {Records}")
            : (StorageLayout.Tables, $"TaskFlow's tables ({Tables}, flowdetails, atomdetails)");
        return $"{Key} is {chosen}, and its logbooks are in the layout {other}: this silo would not find them, and begin empty. "
            + $"Set {Key}={other}. To change the layout, name another database, and copy the logbooks there with 'taskflow copy' while a silo runs on each; "
            + $"to begin empty in this one, delete what is in {where}.";
    }
}
