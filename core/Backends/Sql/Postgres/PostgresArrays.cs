using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Orleans.TaskFlow;

/// <summary>
/// Updates of many rows by one statement, each with values of its own: the server reads, plans, runs and answers it once, not once a row.
/// </summary>
internal sealed partial class PostgresArrays
{
    private const string Update = "UPDATE ";
    private const string Where = " WHERE ";

    // No column of a table begins so.
    private const string Given = "given_";

    private readonly ConcurrentDictionary<string, string?> _statements = new(ReferenceEqualityComparer.Instance);

    /// <summary>The statement for arrays of the values that an update takes; <see langword="null"/> for what is no update.</summary>
    public string? Statement(string sql) => _statements.GetOrAdd(sql, static sql => sql.StartsWith(Update, StringComparison.Ordinal) ? Make(sql) : null);

    public static DbParameter Parameter(ServerValueKind kind, IReadOnlyList<object?> values) => kind switch
    {
        ServerValueKind.Text => Of(NpgsqlDbType.Text, values, static value => value is string text ? PostgresText.Escaped(text) : null),
        ServerValueKind.Json => Of(NpgsqlDbType.Json, values, static value => value is Document json ? json.Utf8 : (ReadOnlyMemory<byte>?)null),
        ServerValueKind.Number => Of(NpgsqlDbType.Bigint, values, static value => (long?)value),
        ServerValueKind.Time => Of(
            NpgsqlDbType.Timestamp, values, static value => value is DateTime time ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : (DateTime?)null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Make(string sql)
    {
        List<string> names = [.. ValueName().Matches(sql).Select(name => name.Groups[1].Value).Distinct()];
        int where = sql.IndexOf(Where, StringComparison.Ordinal);
        string from =
            $" FROM unnest({string.Join(", ", names.Select((_, index) => $"${index + 1}"))}) WITH ORDINALITY "
            + $"AS given ({string.Join(", ", names.Select(name => Given + name))}, {Given}number)";
        return $"{ValueName().Replace(sql[..where], $"{Given}$1")}{from}{ValueName().Replace(sql[where..], $"{Given}$1")} RETURNING {Given}number";
    }

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type, IReadOnlyList<object?> values, Func<object?, T> convert)
    {
        var array = new T[values.Count];
        for (int index = 0; index < array.Length; index++)
        {
            array[index] = convert(values[index]);
        }

        return new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = array };
    }

    [GeneratedRegex("@([a-z_]+)")]
    private static partial Regex ValueName();
}
