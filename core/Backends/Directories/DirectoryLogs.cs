namespace Orleans.TaskFlow;

/// <summary>
/// The two logs of a directory. Calls append to one; what the other holds is being brought into the items' files meanwhile, or it is
/// empty. Their numbers say which of them was begun first, and a log is only begun anew while the other's records are the later ones.
/// </summary>
internal sealed class DirectoryLogs : IDisposable
{
    private readonly DirectoryLog _first;
    private readonly DirectoryLog _second;

    private DirectoryLogs(DirectoryLog first, DirectoryLog second)
    {
        _first = first;
        _second = second;
        (Current, Other) = first.Number <= second.Number ? (first, second) : (second, first);
    }

    /// <summary>The one that calls append to; when both are opened, the one that was begun first.</summary>
    public DirectoryLog Current { get; private set; }

    /// <summary>The one that is being filed, or empty.</summary>
    public DirectoryLog Other { get; private set; }

    /// <summary>Another one once somebody has brought changes from one of them into the items' files.</summary>
    public long Number => Math.Max(Current.Number, Other.Number);

    /// <exception cref="InvalidFormatException">One of them is no log.</exception>
    public static DirectoryLogs Open(DirectoryStore store, bool writable, DirectoryPace pace)
    {
        DirectoryLog first = Open(store.LogFile);
        try
        {
            return new DirectoryLogs(first, Open(store.SecondLogFile));
        }
        catch
        {
            first.Dispose();
            throw;
        }

        DirectoryLog Open(string file)
        {
            IDirectoryFile opened = store.Disk.Open(file, writable);
            try
            {
                return new DirectoryLog(opened, file, pace.LogGrowth);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
    }

    /// <summary>Whether these are the same files, and none was begun anew since.</summary>
    public bool AreSameAs(DirectoryLogs others) => _first.IsSameAs(others._first) && _second.IsSameAs(others._second);

    /// <summary>Whether somebody has left something in them: only when they could not bring it into the items' files.</summary>
    public bool HaveRecords() => Current.HasRecords() || Other.HasRecords();

    /// <summary>What the records hold, in the order in which they were appended. To be read before anything is appended.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read() => Current.Read().Concat(Other.Read());

    /// <summary>Lets calls append to the other one, which has to be empty.</summary>
    public void Switch() => (Current, Other) = (Other, Current);

    /// <summary>Sees to it that their numbers differ, which they do not when both are new.</summary>
    public void TellApart()
    {
        if (Other.Number == Current.Number)
        {
            BeginOtherAnew(mostLength: 0);
        }
    }

    /// <summary>Begins the other one anew, once all that it holds is in the items' files and on the disk.</summary>
    /// <param name="mostLength">What is longer is given back to the disk.</param>
    public void BeginOtherAnew(long mostLength) => Other.Reset(Number + 1, mostLength);

    /// <summary>Begins both anew, the one that was begun first before the one whose records come after.</summary>
    /// <param name="mostLength">What is longer is given back to the disk.</param>
    public void BeginAnew(long mostLength)
    {
        Current.Reset(Number + 1, mostLength);
        Other.Reset(Number + 1, mostLength);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
