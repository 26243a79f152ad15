using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>Has an object of a task's or retry's class for each call: the container's, or one that is made.</summary>
internal sealed class TaskConstructor
{
    private readonly WantedService _itself;
    private readonly string? _fault;
    private readonly ImmutableArray<WantedService> _wanted = [];
    private readonly Lazy<ObjectFactory> _factory;

    public TaskConstructor(Type type)
    {
        ConstructorInfo[] all = type.IsAbstract ? [] : type.GetConstructors();
        ConstructorInfo[] marked = [.. all.Where(constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))];
        ConstructorInfo[] found = marked.Length > 0 ? marked : all;
        string name = TypeName.Full(type);
        _fault = found.Length == 1
            ? null
            : $"a way to make {name}, which has {found.Length} public constructors: register it as a service, or mark one of them with [ActivatorUtilitiesConstructor]";
        _itself = new WantedService(type, Key: null, name);
        _wanted = found is [{ } only]
            ? [.. only.GetParameters().Where(parameter => !parameter.HasDefaultValue).Select(parameter => new WantedService(
                parameter.ParameterType,
                parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key,
                $"parameter '{parameter.Name}' of the constructor of {name}"))]
            : [];
        _factory = new(() => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Opens the services of a call, and has the object for it.</summary>
    /// <exception cref="InvalidOperationException">The services lack what the constructor wants.</exception>
    public object Open(TaskFrame frame)
    {
        frame.OpenServices();

        // A registered one is the container's to dispose, with the scope.
        return frame.Services.GetService(_itself.Type) ?? frame.Own(Make(frame));
    }

    /// <summary>What services lack of what the constructor wants, and the methods that are called on the object.</summary>
    public IEnumerable<string> Lacks(IServiceProvider? services, params IEnumerable<BoundMethod?> methods) =>
        LacksToMake(services).Concat(methods.SelectMany(method => method?.Lacks(services) ?? []));

    private object Make(TaskFrame frame) => LacksToMake(frame.Call.Services).FirstOrDefault() is { } lack
        ? throw new InvalidOperationException($"The object of {frame.Owner} cannot be made: there is no {lack}.")
        : _factory.Value(frame.Services, []);

    private IEnumerable<string> LacksToMake(IServiceProvider? services)
    {
        if (services is not null && _itself.IsRegistered(services))
        {
            return [];
        }

        return _fault is null ? WantedService.Missing(_wanted, services) : [_fault];
    }
}
