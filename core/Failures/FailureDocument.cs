using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A failure's stored form, both ways: the reference's dictionary, version 1.</summary>
internal static class FailureDocument
{
    public static readonly Document NoArguments = Document.OfTrusted("[]"u8.ToArray());

    private const int Version = 1;

    public static void Write(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartObject();
        writer.WriteString("exception_str"u8, failure.Message);
        writer.WriteString("traceback_str"u8, failure.Trace);
        writer.WriteStartArray("exc_type_names"u8);
        foreach (string name in failure.ExceptionTypeNames)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteNumber("version"u8, Version);
        writer.Member("exc_args"u8, failure.Arguments);
        writer.WriteStartArray("causes"u8);
        foreach (Failure cause in failure.Causes)
        {
            Write(writer, cause);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static Failure Read(Document document)
    {
        var members = document.Members;
        if (!members.TryGetValue("exc_type_names", out Document? names) || names.Items.Count == 0)
        {
            throw new InvalidFormatException(
                "The document is not a failure: it has no list 'exc_type_names' with at least one name.");
        }

        if (members.TryGetValue("version", out Document? version) && !version.IsNull && version.To<int>() != Version)
        {
            throw new InvalidFormatException($"The failure is of version {version}; this library reads version {Version}.");
        }

        return new Failure(
            [.. names.Items.Select(name => name.To<string>() ?? "")],
            Text(members, "exception_str") ?? throw new InvalidFormatException("The document is not a failure: it has no 'exception_str'."),
            Text(members, "traceback_str"),
            members.TryGetValue("exc_args", out Document? arguments) && arguments.Kind == JsonValueKind.Array ? arguments : NoArguments,
            members.TryGetValue("causes", out Document? causes) ? [.. causes.Items.Select(Read)] : []);
    }

    /// <summary>The failure that a stored record has in one of its members; <see langword="null"/> for none.</summary>
    public static Failure? ReadOptional(Document? document) => document is null || document.IsNull ? null : Read(document);

    private static string? Text(IReadOnlyDictionary<string, Document> members, string name) =>
        members.TryGetValue(name, out Document? text) ? text.To<string>() : null;
}
