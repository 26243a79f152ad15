namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A task as users write them: services in the constructor, values as parameters.</summary>
public sealed class ReserveSeat(Seats seats) : IDisposable
{
    public async Task<string> ExecuteAsync(string passenger, int row, CancellationToken cancellationToken, string letter = "A")
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        seats.Log.Add($"reserve {row}{letter} for {passenger}");
        return $"{row}{letter}";
    }

    public Task RevertAsync(string? result, string passenger, Failure? failure, IReadOnlyDictionary<string, Failure> failures)
    {
        seats.Log.Add($"free {result ?? "nothing"} of {passenger}, {failure?.Message ?? "no failure"}, {string.Join("+", failures.Keys)}");
        return Task.CompletedTask;
    }

    public void Dispose() => seats.Log.Add("disposed");
}
