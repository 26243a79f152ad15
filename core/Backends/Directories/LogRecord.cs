using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// The entries of one call as text: a line for each, its parts divided by tabs; after the line of an item that is set comes its JSON,
/// and a line end. Names of files have neither tabs nor line ends (<see cref="ItemFileName"/>).
/// </summary>
internal static class LogRecord
{
    public static void Write(IBufferWriter<byte> text, IReadOnlyList<LogEntry> entries)
    {
        foreach (LogEntry entry in entries)
        {
            string line = $"{entry.Kind}\t{entry.Path.Folder.Name}\t{ItemFileName.Of(entry.Path.Uuid)}\t";
            Encoding.UTF8.GetBytes(line, text);
            if (entry.Json is { } json)
            {
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json.Utf8.Length}\n"), text);
                text.Write(json.Utf8.Span);
            }
            else if (entry.Linked is { } linked)
            {
                Encoding.UTF8.GetBytes(ItemFileName.Of(linked)!, text);
            }

            text.Write("\n"u8);
        }
    }

    /// <exception cref="FormatException">The text is not that of a record.</exception>
    public static IReadOnlyList<LogEntry> Read(ReadOnlyMemory<byte> text)
    {
        var entries = new List<LogEntry>();
        while (!text.IsEmpty)
        {
            int end = text.Span.IndexOf((byte)'\n');
            string line = Encoding.UTF8.GetString(text.Span[..Math.Max(end, 0)]);
            string[] parts = line.Split('\t');
            if (parts.Length != 4
                || !Enum.TryParse(parts[0], out LogEntryKind kind)
                || ItemFolder.All.FirstOrDefault(folder => folder.Name == parts[1]) is not { } folder)
            {
                throw new FormatException($"The line '{line}' is none of a log's.");
            }

            text = text[(end + 1)..];
            var path = new ItemPath(folder, ItemFileName.Decode(parts[2]));
            switch (kind)
            {
                case LogEntryKind.Set:
                    int length = int.Parse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture);
                    if (length >= text.Length)
                    {
                        throw new FormatException($"The JSON of {path} is cut off.");
                    }

                    entries.Add(new LogEntry(kind, path, Document.OfTrusted(text[..length])));
                    text = text[(length + 1)..];
                    break;
                case LogEntryKind.Link:
                    entries.Add(LogEntry.Link(path, ItemFileName.Decode(parts[3])));
                    break;
                default:
                    entries.Add(new LogEntry(kind, path));
                    break;
            }
        }

        return entries;
    }
}
