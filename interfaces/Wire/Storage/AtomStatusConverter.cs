namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class AtomStatusConverter : IConverter<AtomStatus, AtomStatusSurrogate>
{
    public AtomStatus ConvertFromSurrogate(in AtomStatusSurrogate surrogate) => new(surrogate.State, surrogate.Intention);

    public AtomStatusSurrogate ConvertToSurrogate(in AtomStatus value) => new() { State = value.State, Intention = value.Intention };
}
