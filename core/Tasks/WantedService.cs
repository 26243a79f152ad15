using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>A service that a task asks for.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Key">The key that it is registered with; <see langword="null"/> for none.</param>
/// <param name="Parameter">What asks for it, for messages.</param>
internal sealed record WantedService(Type Type, object? Key, string Parameter)
{
    /// <summary>Whether services lack it. Containers that cannot tell are believed to have it.</summary>
    public bool IsMissing(IServiceProvider? services) => services is null
        || (services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService known
            && !(Key is null ? known.IsService(Type) : known is not IServiceProviderIsKeyedService keyed || keyed.IsKeyedService(Type, Key)));

    /// <summary>Whether services are known to have it.</summary>
    public bool IsRegistered(IServiceProvider services) =>
        services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService known && known.IsService(Type);

    /// <summary>Those of some that services lack, for messages.</summary>
    public static IEnumerable<string> Missing(IEnumerable<WantedService> wanted, IServiceProvider? services) =>
        wanted.Where(service => service.IsMissing(services)).Select(service => service.ToString());

    public override string ToString() => $"service {TypeName.Full(Type)}{(Key is null ? "" : $" with key '{Key}'")} for {Parameter}";
}
