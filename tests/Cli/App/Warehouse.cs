using System.Diagnostics.CodeAnalysis;

namespace Orleans.TaskFlow.Tests.Cli.App;

/// <summary>A service that tasks ask for.</summary>
public sealed class Warehouse
{
    [SuppressMessage("Performance", "CA1822", Justification = "A service, which the tasks get from the container.")]
    public string Reserve(string customer, int boxes) => $"{customer}-{boxes}";
}
