using System.Runtime.InteropServices;
using System.Text;

namespace Orleans.TaskFlow.Tests.Silos.Flows;

/// <summary>A file in which processes note what they did, in the order in which they did it. A note is on the disk before anything else is done.</summary>
public static class SideEffects
{
    // Of Linux. The file's own append mode: .NET's would write where the end was when it looked.
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int AtTheEnd = 0x400;
    private const int OwnerReadsAndWrites = 0x180;

    /// <summary>Adds a line.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Append(string file, string line)
    {
        int descriptor = Check(Open(Encoding.UTF8.GetBytes(file + "\0"), WriteOnly | Create | AtTheEnd, OwnerReadsAndWrites), file);
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            if (Check((int)Write(descriptor, bytes, bytes.Length), file) != bytes.Length)
            {
                throw new IOException($"'{file}' took only a part of a line.");
            }

            Check(Sync(descriptor), file);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static int Check(int result, string file) =>
        result >= 0 ? result : throw new IOException($"'{file}': {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
