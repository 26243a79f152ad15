using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>An atom detail's stored form, both ways.</summary>
internal static class AtomDetailDocument
{
    /// <summary>Writes a detail, with its results or, for who keeps them elsewhere, without.</summary>
    public static void Write(Utf8JsonWriter writer, AtomDetail detail, bool withResults = true)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, detail.Name);
        writer.WriteString("uuid"u8, detail.Uuid);
        writer.WriteString("state"u8, detail.State?.ToName());
        writer.WriteString("intention"u8, detail.Intention?.ToName());
        if (withResults)
        {
            WriteResults(writer, detail);
        }

        writer.Member("revert_results"u8, detail.RevertResults);
        WriteFailure(writer, "failure"u8, detail.Failure);
        WriteFailure(writer, "revert_failure"u8, detail.RevertFailure);
        writer.WritePropertyName("meta"u8);
        writer.Map(detail.Meta);
        writer.WriteString("version"u8, detail.Version);
        writer.WriteEndObject();
    }

    public static void WriteAttempts(Utf8JsonWriter writer, ImmutableList<RetryAttempt> attempts)
    {
        writer.WriteStartArray();
        foreach (RetryAttempt attempt in attempts)
        {
            writer.WriteStartArray();
            writer.WriteDocument(attempt.Value);
            writer.WriteStartObject();
            foreach (var (name, failure) in attempt.Failures)
            {
                writer.WritePropertyName(name);
                FailureDocument.Write(writer, failure);
            }

            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <exception cref="InvalidFormatException">The record is not an atom detail.</exception>
    public static AtomDetail Read(AtomKind kind, RecordReader members)
    {
        AtomDetail detail = New(kind, members.Required("name"), members.Required("uuid"));
        detail.State = StateNames.ParseState(members.Text("state"));
        detail.Intention = StateNames.ParseIntention(members.Text("intention"));
        SetResults(detail, members.Value("results"));
        detail.RevertResults = members.Value("revert_results");
        detail.Failure = FailureDocument.ReadOptional(members.Value("failure"));
        detail.RevertFailure = FailureDocument.ReadOptional(members.Value("revert_failure"));
        detail.Meta = Metadata.Read(members.Value("meta"));
        detail.Version = members.Text("version");
        return detail;
    }

    /// <summary>A new detail of a kind, as the stores read it.</summary>
    /// <exception cref="AtomKindException">The kind is none that there is.</exception>
    public static AtomDetail New(AtomKind kind, string name, string uuid) => kind switch
    {
        AtomKind.Task => new TaskDetail(name, uuid),
        AtomKind.Retry => new RetryDetail(name, uuid),
        _ => throw new AtomKindException($"Atom '{name}' is neither a task nor a retry (its kind is {(int)kind})."),
    };

    /// <summary>Sets the results from what <see cref="AtomDetail.StoredResults"/> gave.</summary>
    public static void SetResults(AtomDetail detail, Document stored)
    {
        if (detail is TaskDetail task)
        {
            task.Results = stored;
        }
        else
        {
            ((RetryDetail)detail).Attempts = [.. stored.Items.Select(ReadAttempt)];
        }
    }

    private static RetryAttempt ReadAttempt(Document stored)
    {
        if (stored.Kind != JsonValueKind.Array || stored.Items.Count != 2)
        {
            throw new InvalidFormatException("An attempt of a retry is not a pair of a value and its failures.");
        }

        var attempt = new RetryAttempt(stored.Items[0]);
        var failures = stored.Items[1].Members;
        return failures.Count == 0
            ? attempt
            : attempt with
            {
                Failures = attempt.Failures.SetItems(
                    failures.Select(pair => KeyValuePair.Create(pair.Key, FailureDocument.Read(pair.Value)))),
            };
    }

    private static void WriteResults(Utf8JsonWriter writer, AtomDetail detail)
    {
        writer.WritePropertyName("results"u8);
        if (detail is RetryDetail retry)
        {
            WriteAttempts(writer, retry.Attempts);
        }
        else
        {
            writer.WriteDocument(detail.StoredResults);
        }
    }

    private static void WriteFailure(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Failure? failure)
    {
        writer.WritePropertyName(name);
        if (failure is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            FailureDocument.Write(writer, failure);
        }
    }
}
