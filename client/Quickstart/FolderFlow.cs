using System.Security.Cryptography;
using System.Text;

namespace Orleans.TaskFlow.Quickstart;

/// <summary>The flow that hashes a folder. It is found again by its logbook, whose uuid is made of the folder's full path.</summary>
internal static class FolderFlow
{
    /// <summary>Opens the flow of a folder: the one that an earlier run left, or a new one.</summary>
    public static async Task<IFlowStorage> OpenAsync(IFlowStorageFactory storages, string folder, bool fresh, CancellationToken cancellationToken)
    {
        IConnection connection = storages.Backend.Connect();
        string bookUuid = BookUuidOf(folder);
        FlowDetail? flow = await FindAsync(connection, bookUuid, cancellationToken);
        if (flow is not null && fresh)
        {
            await connection.DestroyLogBookAsync(bookUuid, cancellationToken);
            flow = null;
        }

        flow ??= await CreateAsync(connection, bookUuid, folder, cancellationToken);
        return await storages.OpenAsync(flow.Uuid, cancellationToken);
    }

    public static string BookUuidOf(string folder) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(..16)).ToString();

    private static async Task<FlowDetail?> FindAsync(IConnection connection, string bookUuid, CancellationToken cancellationToken) =>
        await connection.GetFlowsForBookAsync(bookUuid, lazy: true, cancellationToken).FirstOrDefaultAsync(cancellationToken);

    private static async Task<FlowDetail> CreateAsync(IConnection connection, string bookUuid, string folder, CancellationToken cancellationToken)
    {
        var book = new LogBook("quickstart", bookUuid);
        book.Meta = book.Meta.Add("folder", Document.From(folder));
        var flow = new FlowDetail("sha256 manifest", Guid.NewGuid().ToString());
        book.Add(flow);
        await connection.SaveLogBookAsync(book, cancellationToken);
        return flow;
    }
}
