namespace Orleans.TaskFlow;

/// <summary>
/// All that a directory backend does to its files but for reading items: the seam at which its order of writes is tested. Errors are
/// those of <see cref="System.IO"/>.
/// </summary>
internal interface IDirectoryDisk
{
    /// <summary>Writes over a file, which ends there, and creates it if it is not there.</summary>
    void Write(string path, ReadOnlyMemory<byte> bytes);

    /// <summary>Waits until the contents of a file are on the disk.</summary>
    void FlushFile(string path);

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    void FlushFolder(string path);

    /// <summary>Whether the system can <see cref="FlushAll"/>.</summary>
    bool CanFlushAll { get; }

    /// <summary>Waits until everything in a folder and below it is on the disk, at once.</summary>
    void FlushAll(string path);

    /// <summary>Gives a file another name, in place of the file that has it.</summary>
    void Rename(string from, string to);

    /// <summary>Makes a folder in one that is there, unless there is one.</summary>
    void CreateFolder(string path);

    /// <summary>Makes a symbolic link, unless there is one of that name.</summary>
    void Link(string path, string target);

    /// <summary>Deletes a file, if it is there.</summary>
    void DeleteFile(string path);

    /// <summary>Deletes a folder with all that is in it, if it is there; links are not followed.</summary>
    void DeleteFolder(string path);

    /// <summary>Opens a file that is there, to be written in its middle.</summary>
    IDirectoryFile Open(string path, bool writable);

    /// <summary>Takes the lock of a file that is there. Disposing it, or the end of the process, gives it back.</summary>
    /// <returns><see langword="null"/> if somebody else holds it.</returns>
    IDisposable? TryLock(string path, bool exclusive);
}
