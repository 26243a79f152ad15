namespace Orleans.TaskFlow;

/// <summary>Writes a logbook, its flows and their atoms.</summary>
internal sealed class LogBookSave(LogBookRow row) : SqlChange<bool>
{
    public override bool IsTogether => true;

    public override string Uuid => row.Uuid;

    public override void Declare(ISqlBatch batch) => LogBookTable.DeclareSave(batch, row);

    public override bool Declared() => true;

    public override async ValueTask<bool> ApplyAsync(ISqlSession session)
    {
        await LogBookTable.SaveStoredAsync(session, row);
        return true;
    }
}
