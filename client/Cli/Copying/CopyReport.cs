using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>Says what became of each logbook.</summary>
internal static class CopyReport
{
    /// <returns>The exit code.</returns>
    public static int Show(Terminal terminal, string from, string to, IReadOnlyList<CopyResult> results, bool json)
    {
        if (json)
        {
            WriteJson(terminal.Data, from, to, results);
        }
        else
        {
            Draw(terminal, to, results);
        }

        CopyResult[] wrong = [.. results.Where(result => result.Problem is not null)];
        foreach (CopyResult result in wrong)
        {
            terminal.Error.WriteLine($"error: {ShownText.Of(result.Problem!)}");
        }

        return wrong.Length == 0 ? 0 : 1;
    }

    private static void Draw(Terminal terminal, string to, IReadOnlyList<CopyResult> results)
    {
        if (results.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("Logbook", "Uuid", "Outcome");
            foreach (string column in (string[])["Flows", "Atoms", "Size"])
            {
                table.AddColumn(new TableColumn(column).RightAligned());
            }

            foreach (CopyResult result in results)
            {
                table.AddRow(
                    new Text(ShownText.Of(result.Name)),
                    new Text(ShownText.Of(result.Uuid)),
                    new Text(NameOf(result.Outcome), result.Problem is null ? Color.Green : Color.Red),
                    new Text($"{result.Flows}"),
                    new Text($"{result.Atoms}"),
                    new Text(SizeText.Of(result.Bytes)));
            }

            terminal.Draw(table);
        }

        int right = results.Count(result => result.Problem is null);
        terminal.Output.WriteLine($"{right} of {results.Count} logbooks are in {to}, read back and compared.");
    }

    private static void WriteJson(Stream stream, string from, string to, IReadOnlyList<CopyResult> results) => JsonOutput.WriteObject(stream, json =>
    {
        json.WriteString("from"u8, from);
        json.WriteString("to"u8, to);
        json.WriteStartArray("books"u8);
        foreach (CopyResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("uuid"u8, result.Uuid);
            json.WriteString("name"u8, result.Name);
            json.WriteString("outcome"u8, NameOf(result.Outcome));
            json.WriteNumber("flows"u8, result.Flows);
            json.WriteNumber("atoms"u8, result.Atoms);
            json.WriteNumber("bytes"u8, result.Bytes);
            json.WriteString("problem"u8, result.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string NameOf(CopyOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
