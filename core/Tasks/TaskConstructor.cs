using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>Makes the objects of a task's or retry's class that the container does not have, each for one call.</summary>
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

    /// <exception cref="InvalidOperationException">The services lack what the constructor wants.</exception>
    public object Make(TaskFrame frame) => Lacks(frame.Call.Services).FirstOrDefault() is { } lack
        ? throw new InvalidOperationException($"The object of {frame.Owner} cannot be made: there is no {lack}.")
        : _factory.Value(frame.Services, []);

    public IEnumerable<string> Lacks(IServiceProvider? services)
    {
        if (services is not null && _itself.IsRegistered(services))
        {
            return [];
        }

        return _fault is null
            ? _wanted.Where(wanted => wanted.IsMissing(services)).Select(wanted => wanted.ToString())
            : [_fault];
    }
}
