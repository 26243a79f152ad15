using Orleans.Serialization.Cloning;

namespace Orleans.TaskFlow;

[RegisterCopier]
internal sealed class DocumentCopier : ShallowCopier<Document>;
