namespace Orleans.TaskFlow;

/// <summary>Turns what the operating system says into the errors that the store's contract names.</summary>
internal static class DirectoryFailure
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int LinuxNameTooLong = 36;
    private const int LinuxNoLocks = 37;
    private const int LinuxNotSupported = 95;
    private const int LinuxQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether an error is one of the operating system's.</summary>
    public static bool IsOfSystem(Exception error) =>
        error is (IOException or UnauthorizedAccessException or NotSupportedException) and not ObjectDisposedException;

    /// <summary>Whether an error says that this process may not write.</summary>
    public static bool IsOfRights(Exception error) => error is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };

    /// <param name="root">The folder of the store.</param>
    /// <param name="error">What the operating system says; it names the file.</param>
    /// <param name="outcomeUnknown">Whether a write may be found all the same.</param>
    public static StorageFailureException Of(string root, Exception error, bool outcomeUnknown = false)
    {
        string cause = error switch
        {
            DirectoryNotFoundException or FileNotFoundException when File.Exists(root) => "is a file. Name a folder",
            DirectoryNotFoundException or FileNotFoundException when !Directory.Exists(root) =>
                "is not there. Call UpgradeAsync (taskflow upgrade) to create it, or put it back if it was moved",
            DirectoryNotFoundException or FileNotFoundException => "is incomplete. Call UpgradeAsync (taskflow upgrade) to create what is missing",
            UnauthorizedAccessException => "may not be used by this process. Allow it to read and write the folder and all that is in it",
            IOException when File.Exists(root) => "is a file. Name a folder",
            IOException { HResult: NoSpace or LinuxQuota or WindowsDiskFull } => "cannot grow: the disk is full. Make room and try again",
            IOException { HResult: ReadOnlyFileSystem } => "is on a read-only file system. Name another folder, or mount it for writing",
            IOException { HResult: LinuxNameTooLong } => "has too long a path. Name another folder",
            IOException { HResult: LinuxNoLocks or LinuxNotSupported } => "is on a file system without locks. Name a folder on another one",
            _ => "could not be read or written by the operating system. Check the disk",
        };
        string doubt = outcomeUnknown ? " Whether the write will be found is unknown." : "";
        return new StorageFailureException($"The directory '{root}' {cause} (the system says: {error.Message}).{doubt}", error, outcomeUnknown);
    }

    public static StorageFailureException NameTooLong(string root, ItemPath path)
    {
        const int Shown = 40;
        string uuid = path.Uuid.Length <= Shown ? path.Uuid : path.Uuid[..Shown] + "...";
        return new StorageFailureException(
            $"The {path.Folder.Subject} '{uuid}' cannot be kept in the directory '{root}': its uuid of {path.Uuid.Length} characters is not "
            + $"Unicode, or makes a file name of more than {ItemFileName.MaxBytes} bytes. Give it a shorter uuid.");
    }

    /// <summary>An item's file, or one of the store's own, that holds something else.</summary>
    public static InvalidFormatException Damaged(string file, Exception error) =>
        new($"The file '{file}' is damaged, and cannot be read: {error.Message} Restore it from a backup.", error);
}
