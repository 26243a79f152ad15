using System.Text;

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

    /// <summary>How many bytes texts and documents take in a store.</summary>
    public static long SizeOf(ReadOnlySpan<string?> texts, ReadOnlySpan<Document?> documents)
    {
        long size = 0;
        foreach (string? text in texts)
        {
            size += text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        }

        foreach (Document? document in documents)
        {
            size += document?.Length ?? 0;
        }

        return size;
    }
}
