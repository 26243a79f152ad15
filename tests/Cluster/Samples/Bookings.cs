using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A service of the silo, which the sample's tasks ask for.</summary>
public sealed class Bookings
{
    private const int Money = 200;

    private readonly ConcurrentQueue<string> _log = new();

    public IReadOnlyList<string> Log => [.. _log];

    public string Book(string what)
    {
        _log.Enqueue($"book {what}");
        return what;
    }

    public void Cancel(string? what) => _log.Enqueue($"cancel {what}");

    public string Pay(int price)
    {
        if (price > Money)
        {
            throw new InvalidOperationException("there is not enough money");
        }

        _log.Enqueue($"pay {price}");
        return $"paid {price}";
    }
}
