namespace Orleans.TaskFlow.Cli;

/// <summary>JSON that somebody typed.</summary>
internal static class JsonText
{
    /// <exception cref="UsageException">It is not JSON. The message does not show it.</exception>
    public static Document Parse(string text, string option)
    {
        try
        {
            return Document.Parse(text);
        }
        catch (InvalidFormatException error)
        {
            throw new UsageException($"{option} is not JSON ({error.InnerException?.Message ?? error.Message}); texts need their quotes, as in '\"text\"'", error);
        }
    }
}
