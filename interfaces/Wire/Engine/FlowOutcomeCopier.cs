using Orleans.Serialization.Cloning;

namespace Orleans.TaskFlow;

[RegisterCopier]
internal sealed class FlowOutcomeCopier : ShallowCopier<FlowOutcome>;
