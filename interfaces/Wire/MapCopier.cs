using Orleans.Serialization.Cloning;

namespace Orleans.TaskFlow;

[RegisterCopier]
internal sealed class MapCopier<TValue> : ShallowCopier<Map<TValue>>;
