namespace Orleans.TaskFlow;

/// <summary>The values of one statement.</summary>
internal sealed class ServerParameters : ISqlParameters
{
    private const int LongestCharacter = 3;

    private readonly List<ServerValue> _all = [];

    /// <summary>At most how many bytes of text and JSON there are.</summary>
    public long Size { get; private set; }

    public IReadOnlyList<ServerValue> All => _all;

    public ISqlParameters Bind(string? text)
    {
        if (text is not null && !RecordName.IsUnicode(text))
        {
            throw new InvalidFormatException($"The text '{FlowContents.Shown(text)}' cannot be stored: it holds half of a surrogate pair.");
        }

        return Add(ServerValueKind.Text, text, (text?.Length ?? 0) * LongestCharacter);
    }

    public ISqlParameters Bind(Document? json) => json is null || json.IsNull
        ? Add(ServerValueKind.Json, null)
        : Add(ServerValueKind.Json, json, json.Length);

    public ISqlParameters Bind(long? number) => Add(ServerValueKind.Number, number);

    public ISqlParameters Bind(DateTime? time) => Add(ServerValueKind.Time, StoredTime.Utc(time));

    private ServerParameters Add(ServerValueKind kind, object? value, int size = 0)
    {
        _all.Add(new ServerValue(kind, value));
        Size += size;
        return this;
    }
}
