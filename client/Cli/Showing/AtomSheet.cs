using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>All that is known of an atom, as a sheet.</summary>
internal static class AtomSheet
{
    public static Table Of(AtomDetail atom)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn("");
        Row(table, "name", atom.Name);
        Row(table, "uuid", atom.Uuid);
        Row(table, "kind", atom.Kind == AtomKind.Retry ? "retry" : "task");
        table.AddRow(new Text("state"), StateStyle.Text(atom.State));
        Row(table, "intention", atom.Intention?.ToName());
        Row(table, "version", atom.Version);
        if (atom is RetryDetail retry)
        {
            for (int i = 0; i < retry.Attempts.Count; i++)
            {
                RetryAttempt attempt = retry.Attempts[i];
                Row(table, $"attempt {i + 1}", attempt.Value.ToString());
                foreach (var (name, failure) in attempt.Failures)
                {
                    Row(table, $"  failed {ShownText.Of(name)}", failure);
                }
            }
        }
        else
        {
            Row(table, "results", atom.LastResults);
        }

        Row(table, "failure", atom.Failure);
        Row(table, "revert results", atom.RevertResults);
        Row(table, "revert failure", atom.RevertFailure);
        foreach (var (key, value) in atom.Meta)
        {
            Row(table, $"meta {ShownText.Of(key)}", value.ToString());
        }

        return table;
    }

    private static void Row(Table table, string name, Document value)
    {
        if (!value.IsNull)
        {
            Row(table, name, value.ToString());
        }
    }

    private static void Row(Table table, string name, Failure? failure)
    {
        if (failure is not null)
        {
            table.AddRow(new Text(name), new Text(ShownText.Of(failure.ToString()), StateStyle.Of(State.Failure)));
        }
    }

    private static void Row(Table table, string name, string? value)
    {
        if (value is not null)
        {
            table.AddRow(new Text(name), new Text(ShownText.Of(value)));
        }
    }
}
