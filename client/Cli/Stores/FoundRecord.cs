namespace Orleans.TaskFlow.Cli;

/// <summary>Reads of records that need not be there.</summary>
internal static class FoundRecord
{
    /// <summary>What was read; <see langword="null"/> if there is no such record.</summary>
    public static async Task<TRecord?> OrNullAsync<TRecord>(this Task<TRecord> read)
        where TRecord : class
    {
        try
        {
            return await read;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
