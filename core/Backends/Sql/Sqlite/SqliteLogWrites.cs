using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>
/// Gathers what a connection appends to the write-ahead log, and writes it in one go before it is flushed to the disk. SQLite itself
/// makes two system calls for each page, which is most of what a commit that many callers share costs.
/// </summary>
/// <remarks>
/// It stands between SQLite and its own functions for that one file (<c>sqlite3_io_methods</c>). With <c>synchronous = FULL</c>
/// nobody is told of a page in the log before the log was flushed, so nobody misses what has not been written by then; with
/// less, others are, and it must not be used. Everything else that SQLite does with the file finds it written.
/// </remarks>
internal static unsafe partial class SqliteLogWrites
{
    // SQLITE_FCNTL_JOURNAL_POINTER: the log, as the connection has it open.
    private const int JournalPointer = 28;
    private const int Versions = 3;

    // SQLite's functions take less than 128 KiB at a time.
    private const int Capacity = 120 * 1024;

    /// <summary>Does so from now on, until the connection is closed. To be called in a transaction: only then the log is sure to be open.</summary>
    public static void Gather(sqlite3 connection)
    {
        LogFile* log = null;
        if (FileControl(connection.DangerousGetHandle(), "main", JournalPointer, &log) != raw.SQLITE_OK
            || log is null || log->Methods is null || log->Methods->Version < Versions)
        {
            return;
        }

        var gathering = (Gathering*)NativeMemory.AllocZeroed((nuint)sizeof(Gathering));
        gathering->Sqlites = log->Methods;
        gathering->Methods = *log->Methods;
        gathering->Methods.Close = &Close;
        gathering->Methods.Read = &Read;
        gathering->Methods.Write = &Write;
        gathering->Methods.Truncate = &Truncate;
        gathering->Methods.Sync = &Sync;
        gathering->Methods.FileSize = &FileSize;
        gathering->Buffer = (byte*)NativeMemory.Alloc(Capacity);
        log->Methods = &gathering->Methods;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int FileControl(nint connection, string database, int operation, void* argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(LogFile* log, byte* bytes, int count, long offset)
    {
        Gathering* gathering = GatheringOf(log);
        if (offset != gathering->Start + gathering->Count || count > Capacity - gathering->Count)
        {
            int code = Flush(log);
            if (code != raw.SQLITE_OK)
            {
                return code;
            }

            gathering->Start = offset;
        }

        if (count > Capacity)
        {
            gathering->Start = offset + count;
            return gathering->Sqlites->Write(log, bytes, count, offset);
        }

        Unsafe.CopyBlockUnaligned(gathering->Buffer + gathering->Count, bytes, (uint)count);
        gathering->Count += count;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(LogFile* log, int flags)
    {
        int code = Flush(log);
        return code != raw.SQLITE_OK ? code : GatheringOf(log)->Sqlites->Sync(log, flags);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(LogFile* log, byte* bytes, int count, long offset)
    {
        int code = Flush(log);
        return code != raw.SQLITE_OK ? code : GatheringOf(log)->Sqlites->Read(log, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(LogFile* log, long size)
    {
        int code = Flush(log);
        return code != raw.SQLITE_OK ? code : GatheringOf(log)->Sqlites->Truncate(log, size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(LogFile* log, long* size)
    {
        int code = Flush(log);
        return code != raw.SQLITE_OK ? code : GatheringOf(log)->Sqlites->FileSize(log, size);
    }

    // What is still gathered by then belongs to a transaction that was undone.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(LogFile* log)
    {
        Gathering* gathering = GatheringOf(log);
        log->Methods = gathering->Sqlites;
        NativeMemory.Free(gathering->Buffer);
        NativeMemory.Free(gathering);
        return log->Methods->Close(log);
    }

    private static int Flush(LogFile* log)
    {
        Gathering* gathering = GatheringOf(log);
        int count = gathering->Count;
        long start = gathering->Start;
        gathering->Count = 0;
        gathering->Start = start + count;
        return count == 0 ? raw.SQLITE_OK : gathering->Sqlites->Write(log, gathering->Buffer, count, start);
    }

    // Its methods are what stands first in it.
    private static Gathering* GatheringOf(LogFile* log) => (Gathering*)log->Methods;

    /// <summary>SQLite's <c>sqlite3_file</c>, as far as it is everybody's.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LogFile
    {
        public FileMethods* Methods;
    }

    /// <summary>SQLite's <c>sqlite3_io_methods</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<LogFile*, int> Close;
        public delegate* unmanaged[Cdecl]<LogFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<LogFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<LogFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<LogFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<LogFile*, long*, int> FileSize;
        public Others Others;
    }

    /// <summary>The functions for locks, properties and shared memory that follow in version 3, which all of SQLite's own files have.</summary>
    [InlineArray(12)]
    private struct Others
    {
        private nint _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Gathering
    {
        public FileMethods Methods;
        public FileMethods* Sqlites;
        public byte* Buffer;
        public int Count;
        public long Start;
    }
}
