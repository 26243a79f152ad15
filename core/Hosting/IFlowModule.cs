using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>
/// What a program's assembly gives to hosts that are not the program itself, such as the command line and silos: its flows, and the
/// services that their tasks ask for.
/// </summary>
/// <remarks>
/// <para>
/// An assembly that such hosts load has one public class of this kind, with a public constructor without parameters; the program itself
/// registers it with <c>AddFlowModule</c>. <see cref="FlowModules"/> finds it.
/// </para>
/// <code>
/// public sealed class ShippingModule : IFlowModule
/// {
///     public void Configure(IServiceCollection services) => services
///         .AddSingleton&lt;Warehouse&gt;()
///         .AddFlow("ship", (Order order) => Flow.Linear("ship")...);
/// }
/// </code>
/// </remarks>
public interface IFlowModule
{
    /// <summary>Registers the flows, by <c>AddFlow</c>, and what their tasks ask for. The store is the host's to register.</summary>
    /// <param name="services">The host's services, which may hold those of other modules.</param>
    void Configure(IServiceCollection services);
}
