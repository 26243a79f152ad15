namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A task of the README's flow.</summary>
// <example>
public sealed class Reserve(Warehouse warehouse)
{
    public async Task<string> ExecuteAsync(int boxes, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        warehouse.Log.Add($"reserved {boxes}");
        return "R-1";
    }

    public void Revert(string? result) => warehouse.Log.Add($"freed {result ?? "nothing"}");
}
// </example>
