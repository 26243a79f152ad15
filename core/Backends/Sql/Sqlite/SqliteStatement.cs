using System.Text;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>
/// A prepared statement of one <see cref="SqliteSession"/>. Parameters are bound one after the other, in the order in which
/// they first appear in the text; disposing it makes it ready for the next use.
/// </summary>
/// <remarks>Text goes in and out by its length in bytes, so a NUL in it is kept.</remarks>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : ISqlParameters, ISqlRow, IDisposable
{
    private const int SmallText = 512;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _bound;

    /// <summary>Lets the next bound value be that of the first parameter.</summary>
    public SqliteStatement Restart()
    {
        _bound = 0;
        return this;
    }

    public ISqlParameters Bind(string? text)
    {
        if (text is null)
        {
            return BindNull();
        }

        try
        {
            if (text.Length > SmallText / 3)
            {
                return Bind(_utf8.GetBytes(text));
            }

            Span<byte> small = stackalloc byte[SmallText];
            return Bind(small[.._utf8.GetBytes(text, small)]);
        }
        catch (EncoderFallbackException error)
        {
            throw new InvalidFormatException($"The text '{FlowContents.Shown(text)}' cannot be stored: it holds half of a surrogate pair.", error);
        }
    }

    public ISqlParameters Bind(Document? json) => json is null || json.IsNull ? BindNull() : Bind(json.Utf8.Span);

    public ISqlParameters Bind(long? number)
    {
        if (number is not { } value)
        {
            return BindNull();
        }

        session.Check(raw.sqlite3_bind_int64(handle, ++_bound, value));
        return this;
    }

    public ISqlParameters Bind(DateTime? time) => Bind(StoredTime.Write(time));

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it inserted, updated or deleted itself.</returns>
    public int Execute()
    {
        try
        {
            while (Next())
            {
            }

            return session.Changes;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Goes to the next row; whether there is one.</summary>
    public bool Next()
    {
        int code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            session.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public string? Text(int column)
    {
        if (IsNull(column))
        {
            return null;
        }

        try
        {
            return _utf8.GetString(raw.sqlite3_column_blob(handle, column));
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidFormatException($"The column '{NameOf(column)}' of a record in {session.File.Path} is not UTF-8 text.", error);
        }
    }

    public DateTime? Time(int column) => StoredTime.Read(Text(column));

    public string Required(int column) =>
        Text(column) is { Length: > 0 } text
            ? text
            : throw new InvalidFormatException($"The column '{NameOf(column)}' of a record in {session.File.Path} is empty.");

    public Document Json(int column)
    {
        if (IsNull(column))
        {
            return Document.Null;
        }

        try
        {
            return StoredJson.Read(raw.sqlite3_column_blob(handle, column));
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException(
                $"The column '{NameOf(column)}' of a record in {session.File.Path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Ends its use. Bound values are let go, since they may be large.</summary>
    public void Dispose()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    /// <summary>Ends the statement itself.</summary>
    public void Close() => handle.Dispose();

    private SqliteStatement Bind(ReadOnlySpan<byte> utf8)
    {
        session.Check(raw.sqlite3_bind_text(handle, ++_bound, utf8));
        return this;
    }

    private SqliteStatement BindNull()
    {
        session.Check(raw.sqlite3_bind_null(handle, ++_bound));
        return this;
    }

    private string NameOf(int column) => raw.sqlite3_column_name(handle, column).utf8_to_string();
}
