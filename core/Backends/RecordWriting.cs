namespace Orleans.TaskFlow;

/// <summary>Turns records into what a store keeps of them.</summary>
internal static class RecordWriting
{
    /// <param name="path">Names the record if it cannot be written.</param>
    /// <param name="record">The record.</param>
    /// <param name="write">Writes it, or a part of it.</param>
    /// <exception cref="InvalidFormatException">The record holds something that JSON cannot.</exception>
    public static TWritten Written<TRecord, TWritten>(ItemPath path, TRecord record, Func<TRecord, TWritten> write)
    {
        try
        {
            return write(record);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // Text that is not Unicode, or causes of failures nested without end.
            throw new InvalidFormatException($"The {path} cannot be stored: {error.Message}", error);
        }
    }
}
