using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>The values of one statement, as parameters of a driver.</summary>
internal sealed class ServerParameters(ServerDialect dialect) : ISqlParameters
{
    private const int LongestCharacter = 3;

    private readonly List<DbParameter> _all = [];

    /// <summary>At most how many bytes of text and JSON there are.</summary>
    public long Size { get; private set; }

    /// <summary>Gives them to a command.</summary>
    public void AddTo(DbParameterCollection parameters)
    {
        foreach (DbParameter parameter in _all)
        {
            parameters.Add(parameter);
        }
    }

    public ISqlParameters Bind(string? text)
    {
        if (text is not null && !RecordName.IsUnicode(text))
        {
            throw new InvalidFormatException($"The text '{FlowContents.Shown(text)}' cannot be stored: it holds half of a surrogate pair.");
        }

        Size += (text?.Length ?? 0) * LongestCharacter;
        return Add(dialect.Parameter(text));
    }

    public ISqlParameters Bind(Document? json)
    {
        Size += json?.Length ?? 0;
        return Add(dialect.Parameter(json is null || json.IsNull ? null : json));
    }

    public ISqlParameters Bind(long? number) => Add(dialect.Parameter(number));

    public ISqlParameters Bind(DateTime? time) => Add(dialect.Parameter(StoredTime.Utc(time)));

    private ServerParameters Add(DbParameter parameter)
    {
        parameter.ParameterName = dialect.NameOf(_all.Count);
        _all.Add(parameter);
        return this;
    }
}
