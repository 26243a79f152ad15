using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// The steps of a transaction as the text of a file: a line for each, its parts divided by tabs, and one that says that this was the
/// last. Names of files have neither tabs nor line ends (<see cref="ItemFileName"/>).
/// </summary>
internal static class DirectoryJournal
{
    private const string End = "END";

    public static byte[] Write(IEnumerable<JournalEntry> entries)
    {
        var text = new StringBuilder();
        foreach (JournalEntry entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Kind}\t{entry.Folder.Name}\t{entry.Name}\t{entry.Number}");
            foreach (string link in entry.Links)
            {
                text.Append('\t').Append(link);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.Append(End).Append('\n').ToString());
    }

    /// <exception cref="FormatException">The text is not that of a journal, or not all of it.</exception>
    public static IReadOnlyList<JournalEntry> Read(ReadOnlySpan<byte> utf8)
    {
        string[] lines = Encoding.UTF8.GetString(utf8).Split('\n');
        if (lines.Length < 2 || lines[^1].Length > 0 || lines[^2] != End)
        {
            throw new FormatException("Its end is missing.");
        }

        return [.. lines[..^2].Select(ReadEntry)];
    }

    private static JournalEntry ReadEntry(string line)
    {
        string[] parts = line.Split('\t');
        return parts.Length >= 4
            && Enum.TryParse(parts[0], out JournalEntryKind kind)
            && ItemFolder.All.FirstOrDefault(folder => folder.Name == parts[1]) is { } folder
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new JournalEntry(kind, folder, parts[2], number, parts[4..])
            : throw new FormatException($"The line '{line}' is none of a journal's.");
    }
}
