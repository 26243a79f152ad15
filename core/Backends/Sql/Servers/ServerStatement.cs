using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>
/// One or several of the statements of a batch, as they are sent: several that follow one another and differ by nothing but their values are one
/// statement over arrays of these, where the dialect knows how to say that.
/// </summary>
internal sealed class ServerStatement
{
    // What is larger costs as much to copy into an array and out of it again as the statement that is saved.
    private const int LargestGathered = 4096;

    private readonly ServerDialect _dialect;
    private readonly string _sql;
    private readonly List<ServerParameters> _rows = [];

    public ServerStatement(ServerDialect dialect, string sql, ServerParameters parameters, int first = 0)
    {
        _dialect = dialect;
        _sql = sql;
        First = first;
        Size = sql.Length;
        Take(parameters);
    }

    /// <summary>Which of the statements of the batch it begins with.</summary>
    public int First { get; }

    /// <summary>Whether it is several of them: then it returns the numbers, from one on, of those that have found their row.</summary>
    public bool IsGathered => _rows.Count > 1;

    public string Text => IsGathered ? _dialect.Gathered(_sql)! : _dialect.Native(_sql);

    /// <summary>About how many bytes it takes.</summary>
    public long Size { get; private set; }

    /// <summary>The statements of a batch as they are sent, in the same order.</summary>
    public static List<ServerStatement> Of(ServerDialect dialect, IReadOnlyList<AddedStatement> statements)
    {
        var sent = new List<ServerStatement>();
        for (int index = 0; index < statements.Count; index++)
        {
            var (sql, parameters, _) = statements[index];
            if (sent.Count > 0 && sent[^1].CanTake(sql, parameters))
            {
                sent[^1].Take(parameters);
            }
            else
            {
                sent.Add(new ServerStatement(dialect, sql, parameters, index));
            }
        }

        return sent;
    }

    /// <summary>Gives the values to a command.</summary>
    public void AddTo(DbParameterCollection parameters)
    {
        int count = _rows[0].All.Count;
        for (int index = 0; index < count; index++)
        {
            DbParameter parameter = IsGathered ? Array(index) : _dialect.Parameter(_rows[0].All[index]);
            parameter.ParameterName = _dialect.NameOf(index);
            parameters.Add(parameter);
        }
    }

    private bool CanTake(string sql, ServerParameters parameters) =>
        ReferenceEquals(sql, _sql) && parameters.Size <= LargestGathered && _rows[0].Size <= LargestGathered && _dialect.Gathered(sql) is not null;

    private void Take(ServerParameters parameters)
    {
        _rows.Add(parameters);
        Size += parameters.Size;
    }

    private DbParameter Array(int index)
    {
        var values = new object?[_rows.Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = _rows[row].All[index].Value;
        }

        return _dialect.Array(_rows[0].All[index].Kind, values);
    }
}
