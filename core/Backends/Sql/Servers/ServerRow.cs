using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>The current row of a driver's reader.</summary>
internal sealed class ServerRow(ServerDialect dialect, DbDataReader reader) : ISqlRow
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public long Number(int column) => reader.GetInt64(column);

    public string? Text(int column) => reader.IsDBNull(column) ? null : dialect.TextOf(reader, column);

    public string Required(int column) =>
        Text(column) is { Length: > 0 } text
            ? text
            : throw new InvalidFormatException($"The column '{reader.GetName(column)}' of a record is empty.");

    public Document Json(int column)
    {
        if (reader.IsDBNull(column))
        {
            return Document.Null;
        }

        try
        {
            return StoredJson.Read(dialect.Utf8Of(reader, column));
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException($"The column '{reader.GetName(column)}' of a record cannot be read: {error.Message}", error);
        }
    }

    public DateTime? Time(int column) =>
        reader.IsDBNull(column) ? null : DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);
}
