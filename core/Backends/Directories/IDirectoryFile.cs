namespace Orleans.TaskFlow;

/// <summary>A file that stays open.</summary>
internal interface IDirectoryFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads what is there, as far as there is room for it.</summary>
    /// <returns>How many bytes were read; fewer than there is room for only at the end of the file.</returns>
    int Read(Span<byte> into, long offset);

    /// <summary>Writes over what is there, or on after its end.</summary>
    void Write(ReadOnlyMemory<byte> bytes, long offset);

    /// <summary>Cuts the file off.</summary>
    void Cut(long length);

    /// <summary>Waits until what was written is on the disk.</summary>
    void Flush();
}
