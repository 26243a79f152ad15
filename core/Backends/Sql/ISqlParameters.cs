namespace Orleans.TaskFlow;

/// <summary>Takes the values of a statement, in the order in which their names first appear in its text.</summary>
internal interface ISqlParameters
{
    /// <exception cref="InvalidFormatException">The text is not Unicode, so it could not be read back as it is.</exception>
    ISqlParameters Bind(string? text);

    /// <summary>Binds JSON text; the value null becomes SQL's NULL, as the seeds have it.</summary>
    ISqlParameters Bind(Document? json);

    ISqlParameters Bind(long? number);

    /// <summary>Binds a time in UTC.</summary>
    ISqlParameters Bind(DateTime? time);
}
