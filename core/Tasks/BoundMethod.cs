using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>A method that executes or reverts a task, bound to what it is called with.</summary>
/// <param name="Arguments">Its parameters that get values of the flow, in their order.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Provides">The symbols that an attribute on it says, if there is one.</param>
/// <param name="Services">The services that its parameters ask for and that may not be missing.</param>
/// <param name="NeedsServices">Whether it has a parameter that is a service, or all services.</param>
/// <param name="AsksForResult">Whether it has a parameter for the result of the execution.</param>
/// <param name="Call">Calls it on an object, or as that delegate.</param>
internal sealed record BoundMethod(
    ImmutableArray<ArgumentReader> Arguments,
    ResultShape Result,
    ImmutableArray<string>? Provides,
    ImmutableArray<WantedService> Services,
    bool NeedsServices,
    bool AsksForResult,
    Func<object, TaskFrame, ValueTask<Document>> Call)
{
    /// <summary>What services lack of what its parameters ask for.</summary>
    public IEnumerable<string> Lacks(IServiceProvider? services) => WantedService.Missing(Services, services);
}
