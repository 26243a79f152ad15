using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>The largest record that a store takes: the name, the uuid and all JSON of a logbook, a flow or an atom together. A larger one is
/// refused by name before anything is written.</summary>
/// <param name="Bytes">How many bytes.</param>
/// <param name="SetBy">What sets it, for messages.</param>
internal sealed record RecordLimit(long Bytes, string SetBy)
{
    /// <summary>Unless an option says otherwise.</summary>
    public const int Default = 256 * 1024 * 1024;

    /// <summary>What is not larger is taken everywhere, and need not be looked at.</summary>
    public const int Least = 10_000;

    // Half of what SQLite, PostgreSQL and MySQL can take in a record or a message, and .NET in an array.
    private const int Most = 512 * 1024 * 1024;

    private const string Option = "MaxRecordSize";

    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public static RecordLimit Of(int bytes) => bytes is >= Least and <= Most
        ? new RecordLimit(bytes, Option)
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{Option} is {bytes}; it is from {Least:N0} to {Most:N0} bytes."));

    /// <exception cref="TooLargeException">The record is larger.</exception>
    public void Check(ItemPath path, string name, long size, string store)
    {
        if (size > Bytes)
        {
            throw new TooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {path.Folder.Subject} '{FlowContents.Shown(name)}' ({FlowContents.Shown(path.Uuid)}) is {size:N0} bytes, more than the {Bytes:N0} that a record in {store} may have ({SetBy}). Keep large results elsewhere, and save where they are."));
        }
    }
}
