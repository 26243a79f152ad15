using Orleans.Runtime.Placement;

namespace Orleans.TaskFlow;

/// <summary>Picks one of the silos that have a flow's factory, at random.</summary>
internal sealed class DeclaredFlowDirector(DeclaredFlows declared) : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var (factory, _) = EngineKeys.Parse(target.GrainIdentity.Key.ToString()!);
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        var names = await Task.WhenAll(silos.Select(declared.OfAsync));
        SiloAddress[] able = [.. silos.Zip(names).Where(silo => silo.Second?.Contains(factory) == true).Select(silo => silo.First)];
        if (able.Length > 0)
        {
            return IPlacementDirector.GetPlacementHint(target.RequestContextData, able) ?? able[Random.Shared.Next(able.Length)];
        }

        string[] known = [.. names.SelectMany(silo => silo ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => $"'{name}'")];
        int silent = names.Count(silo => silo is null);
        throw new NotFoundException(
            $"No silo of the cluster has a flow '{FlowContents.Shown(factory)}'; {(known.Length == 0 ? "none is declared" : $"declared are: {string.Join(", ", known)}")}{(silent == 0 ? "" : $" ({silent} of {silos.Length} silos did not say)")}. Register it with AddFlow in a silo with AddTaskFlowEngine.");
    }
}
