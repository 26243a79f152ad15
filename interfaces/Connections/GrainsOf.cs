namespace Orleans.TaskFlow;

/// <summary>
/// The grains of one interface. What stands behind the interface is looked up once: Orleans looks for attributes each time, and that is
/// a good part of what a call to a grain nearby costs.
/// </summary>
internal sealed class GrainsOf<TGrain>(IGrainFactory grains)
    where TGrain : IGrainWithStringKey
{
    private GrainReference? _first;

    public TGrain this[string key]
    {
        get
        {
            if (_first is { } first)
            {
                return (TGrain)grains.GetGrain(GrainId.Create(first.GrainId.Type, key), first.InterfaceType);
            }

            TGrain grain = grains.GetGrain<TGrain>(key);
            _first = grain as GrainReference;
            return grain;
        }
    }
}
