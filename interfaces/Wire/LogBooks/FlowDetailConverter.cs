namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FlowDetailConverter : IConverter<FlowDetail, FlowDetailSurrogate>
{
    public FlowDetail ConvertFromSurrogate(in FlowDetailSurrogate surrogate)
    {
        FlowDetail flow = FlowDetail.FromDocument(surrogate.Stored);
        foreach (AtomDetail atom in surrogate.Atoms)
        {
            flow.Add(atom);
        }

        return flow;
    }

    public FlowDetailSurrogate ConvertToSurrogate(in FlowDetail value) => new() { Stored = value.ToDocument(), Atoms = [.. value] };
}
