using System.Security.Cryptography;
using System.Text;

namespace Orleans.TaskFlow.Cli;

/// <summary>A file with one logbook's document. It is there as a whole or not at all.</summary>
internal static class BookFile
{
    private const int LongestName = 200;

    /// <summary>What the file of a logbook is called: its uuid, where that can be a file's name.</summary>
    public static string NameOf(LogBook book)
    {
        string name = Uri.EscapeDataString(book.Uuid);
        if (name.Length > LongestName)
        {
            name = name[..100] + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(book.Uuid)));
        }

        return (name[0] == '.' ? "%2E" + name[1..] : name) + ".json";
    }

    public static void Write(string path, LogBook book)
    {
        string partial = path + ".partial";
        using (FileStream file = File.Create(partial))
        {
            BookDocument.Write(file, book);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
