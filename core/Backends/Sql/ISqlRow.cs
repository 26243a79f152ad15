namespace Orleans.TaskFlow;

/// <summary>The current row of a query.</summary>
internal interface ISqlRow
{
    bool IsNull(int column);

    long Number(int column);

    /// <exception cref="InvalidFormatException">The stored bytes are not text.</exception>
    string? Text(int column);

    /// <exception cref="InvalidFormatException">There is no text.</exception>
    string Required(int column);

    /// <summary>JSON; <see cref="Document.Null"/> for SQL's NULL.</summary>
    /// <exception cref="InvalidFormatException">The stored text is not JSON.</exception>
    Document Json(int column);

    /// <summary>A time in UTC.</summary>
    /// <exception cref="InvalidFormatException">It is not a time.</exception>
    DateTime? Time(int column);
}
