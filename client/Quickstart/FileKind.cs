using System.Formats.Tar;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>Tells regular files from pipes, sockets and devices, which would be waited for without end.</summary>
internal static class FileKind
{
    public static bool IsRegular(FileInfo file) => file.Length > 0 || IsArchivedAsRegular(file);

    // What has a length is regular. Of the others .NET does not say what they are, but its archives know.
    private static bool IsArchivedAsRegular(FileInfo file)
    {
        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, leaveOpen: true);
            writer.WriteEntry(file.FullName, entryName: "file");
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
    }
}
