namespace Orleans.TaskFlow;

/// <summary>Deletes a logbook with all that is in it; whether there was one.</summary>
internal sealed class LogBookDestruction(string uuid) : SqlChange<bool>
{
    public override bool IsTogether => false;

    public override string Uuid => uuid;

    public override void Declare(ISqlBatch batch) => batch.Add(batch.Statements.DeleteBook).Bind(uuid);

    public override bool Declared() => true;

    public override ValueTask<bool> ApplyAsync(ISqlSession session) => ValueTask.FromResult(false);
}
