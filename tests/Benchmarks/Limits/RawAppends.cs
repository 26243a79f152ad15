using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What the disk itself does: one caller, who appends to a file that has its length already, and waits for the disk each time if what
/// is compared does.
/// </summary>
public sealed partial class RawAppends : IDisposable
{
    private const int Length = 16 * 1024 * 1024;

    // The text of a record beside what a call changes in it.
    private const int RecordLength = 400;

    private readonly SafeFileHandle _file;
    private readonly bool _durable;

    /// <param name="folder">Where its file is made; the disk that the subject uses.</param>
    /// <param name="durable">Whether to wait for the disk.</param>
    public RawAppends(string folder, bool durable)
    {
        _durable = durable;
        _file = File.OpenHandle(Path.Combine(folder, "raw.log"), FileMode.Create, FileAccess.ReadWrite);

        // Written, not only reserved: otherwise each flush would have to write the file's map, too.
        RandomAccess.Write(_file, new byte[Length], 0);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>The limit of calls that write so much text.</summary>
    public ILimit Of(int length) => new Limit(_file, length + RecordLength, _durable);

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int Fdatasync(SafeFileHandle file);

    private sealed class Limit(SafeFileHandle file, int length, bool durable) : ILimit
    {
        public Task<double> MeasureAsync(TimeSpan duration) => Task.Run(() => Measure(duration));

        // Of the contents alone, which .NET cannot do; elsewhere than on Linux of the file's times, too.
        private static void Flush(SafeFileHandle file)
        {
            if (!OperatingSystem.IsLinux())
            {
                RandomAccess.FlushToDisk(file);
            }
            else if (Fdatasync(file) != 0)
            {
                throw new IOException("The disk could not be flushed.");
            }
        }

        private double Measure(TimeSpan duration)
        {
            byte[] record = new byte[length];
            Array.Fill(record, (byte)'a');
            long begin = Stopwatch.GetTimestamp();
            long offset = 0;
            int appended = 0;
            TimeSpan elapsed;
            do
            {
                RandomAccess.Write(file, record, offset);
                if (durable)
                {
                    Flush(file);
                }

                appended++;
                offset = offset + length + length > Length ? 0 : offset + length;
                elapsed = Stopwatch.GetElapsedTime(begin);
            }
            while (elapsed < duration);

            return appended / elapsed.TotalSeconds;
        }
    }
}
