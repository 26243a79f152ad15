namespace Orleans.TaskFlow;

/// <summary>Stands for the services of a host that gave none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    private NoServices()
    {
    }

    public object? GetService(Type serviceType) => null;
}
