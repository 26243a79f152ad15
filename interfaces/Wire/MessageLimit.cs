using System.Globalization;
using System.Text;
using Orleans.Configuration;

namespace Orleans.TaskFlow;

/// <summary>
/// How much one grain call may carry. Orleans breaks the connection over a message that is larger, and every call on it gets no
/// answer; so what does not fit is refused before it is sent.
/// </summary>
internal sealed class MessageLimit
{
    // A value of 64 MiB fits in, as it does into every other store.
    private const int MessageSize = 192 * 1024 * 1024;

    // What a record takes in a message without any text or value.
    private const long RecordSize = 256;

    public MessageLimit(MessagingOptions settings)
    {
        long message = settings.MaxMessageBodySize;
        // What else is in a message (names, types, the call itself) has to fit in beside the values. And Orleans' memory storage sends
        // a record to the grain that keeps it with two bytes for each byte.
        Values = (message / 2) - (message / 16);
        Page = Math.Min(4 * 1024 * 1024, message / 16);
    }

    /// <summary>The limit of a client that was made without any registration of ours.</summary>
    public static MessageLimit Default { get; } = new(new ClientMessagingOptions());

    /// <summary>Lets messages be as large as values may be, unless somebody has said how large they are to be.</summary>
    public static void Raise(MessagingOptions settings)
    {
        if (settings.MaxMessageBodySize == new ClientMessagingOptions().MaxMessageBodySize)
        {
            settings.MaxMessageBodySize = MessageSize;
        }
    }

    /// <summary>How many bytes of values one call may carry.</summary>
    public long Values { get; }

    /// <summary>After how many bytes an answer in several parts ends one of them: one more value fits in after that.</summary>
    public long Page { get; }

    public static long SizeOf(Failure? failure) =>
        failure is null
            ? 0
            : RecordSize + failure.ExceptionTypeNames.Sum(SizeOf) + SizeOf(failure.Message) + SizeOf(failure.Trace)
                + failure.Arguments.Utf8.Length + failure.Causes.Sum(SizeOf);

    public static long SizeOf(IReadOnlyDictionary<string, Document>? values)
    {
        long size = 0;
        foreach (var (name, value) in values ?? Metadata.Empty)
        {
            size += SizeOf(name) + value.Utf8.Length;
        }

        return size;
    }

    public static long SizeOf(RetryAttempt attempt) =>
        attempt.Value.Utf8.Length + attempt.Failures.Sum(failure => SizeOf(failure.Key) + SizeOf(failure.Value));

    public static long SizeOf(AtomDetail detail) =>
        RecordSize + SizeOf(detail.Name) + SizeOf(detail.Uuid) + SizeOf(detail.Version)
        + (detail is RetryDetail retry ? retry.Attempts.Sum(SizeOf) : detail.StoredResults.Utf8.Length)
        + detail.RevertResults.Utf8.Length + SizeOf(detail.Failure) + SizeOf(detail.RevertFailure) + SizeOf(detail.Meta);

    public static long SizeOf(FlowDetail flow) => RecordSize + SizeOf(flow.Name) + SizeOf(flow.Uuid) + SizeOf(flow.Meta) + flow.Sum(SizeOf);

    public static long SizeOf(LogBook book) => RecordSize + SizeOf(book.Name) + SizeOf(book.Uuid) + SizeOf(book.Meta) + book.Sum(SizeOf);

    /// <exception cref="TooLargeException">It does not fit. Nothing was sent.</exception>
    public void Check(long size, string what, string remedy)
    {
        if (size > Values)
        {
            throw new TooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} is {size:N0} bytes, more than the {Values:N0} that a call to the cluster may carry (Orleans' {nameof(MessagingOptions.MaxMessageBodySize)}). {remedy}"));
        }
    }

    private static long SizeOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
