using Microsoft.Data.Sqlite;
using Orleans.TaskFlow.Tests.Faults.Writer;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// Holds what one writer said against what its file shows to a new backend, run after run: a flow shows its last acknowledged call,
/// or the one that was on its way; whole, and with all before it.
/// </summary>
internal sealed class Audit(string file, string writer, int flows)
{
    private readonly Dictionary<(string Flow, string Deed), int> _found = [];
    private bool _isReady;

    public async Task CheckAsync(WriterRun run)
    {
        CheckFile();
        _isReady |= run.IsReady;
        await using IBackend backend = Backends.Fetch($"sqlite:///{file}");
        await backend.Connect().UpgradeAsync();
        for (int i = 0; i < flows; i++)
        {
            string flow = Deeds.FlowOf(writer, i);
            if (await OpenAsync(backend, flow) is not { } storage)
            {
                Assert.False(_isReady, $"Flow {flow} is gone.");
                continue;
            }

            foreach (Deed deed in Deeds.All)
            {
                await CheckAsync(storage, deed, run);
            }
        }
    }

    private async Task CheckAsync(IFlowStorage storage, Deed deed, WriterRun run)
    {
        var key = (storage.FlowUuid, deed.Name);
        int acknowledged = run.Last.GetValueOrDefault(key, _found.GetValueOrDefault(key));
        int found = 0;
        try
        {
            found = await deed.ReadAsync(storage);
        }
        catch (NotFoundException) when (!_isReady)
        {
        }

        Assert.True(
            found == acknowledged || found == acknowledged + 1,
            $"{deed.Name} in flow {storage.FlowUuid}: call {acknowledged} was acknowledged, the file shows call {found}.");
        _found[key] = found;
    }

    private static async Task<IFlowStorage?> OpenAsync(IBackend backend, string flow)
    {
        try
        {
            return await FlowStorage.OpenAsync(backend, flow);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private void CheckFile()
    {
        if (!File.Exists(file))
        {
            return;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Assert.Equal("ok", Ask(connection, "PRAGMA integrity_check"));
        Assert.Null(Ask(connection, "PRAGMA foreign_key_check"));
    }

    private static object? Ask(SqliteConnection connection, string question)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar();
    }
}
