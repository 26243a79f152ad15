namespace Orleans.TaskFlow;

/// <summary>Deletes everything.</summary>
internal sealed class Clearance : SqlChange<bool>
{
    public override bool IsTogether => true;

    public override string Uuid => "";

    public override void Declare(ISqlBatch batch)
    {
        foreach (string sql in SqlStatements.Clear)
        {
            batch.Add(sql, mustFind: false);
        }
    }

    public override bool Declared() => true;

    public override ValueTask<bool> ApplyAsync(ISqlSession session) =>
        throw new InvalidOperationException("None of its statements has to find a row.");
}
