using System.Globalization;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What the README's flow works on.</summary>
public sealed class Warehouse(decimal money)
{
    public List<string> Log { get; } = [];

    public string Charge(decimal amount)
    {
        if (amount > money)
        {
            throw new InvalidOperationException("There is not enough money.");
        }

        string text = amount.ToString("0.00", CultureInfo.InvariantCulture);
        Log.Add($"charged {text}");
        return $"paid {text}";
    }
}
