using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>The largest record of a database on a server: what the backend's option says, or what the server takes in a statement if that is less.</summary>
/// <param name="ofOption">What the option says.</param>
/// <param name="asksServer">Whether the server has a limit of its own, which each new connection learns.</param>
internal sealed class ServerLimit(RecordLimit ofOption, bool asksServer = false)
{
    // Of a statement: what is in it besides texts and JSON.
    private const int Overhead = 4096;

    private RecordLimit? _ofServer;

    /// <summary>Whether nobody has asked the server yet.</summary>
    public bool IsUnknown => asksServer && Volatile.Read(ref _ofServer) is null;

    public RecordLimit Current => Volatile.Read(ref _ofServer) is { } ofServer && ofServer.Bytes < ofOption.Bytes ? ofServer : ofOption;

    /// <summary>Notes how many bytes a statement may have, and which of the server's settings says so.</summary>
    public void Learn(long bytes, string setting) => Volatile.Write(
        ref _ofServer,
        new RecordLimit(bytes - Overhead, string.Create(CultureInfo.InvariantCulture, $"the server's {setting} is {bytes:N0}: raise it")));
}
