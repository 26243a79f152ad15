using Orleans.Serialization.Cloning;

namespace Orleans.TaskFlow;

[RegisterCopier]
internal sealed class AtomDeclarationCopier : ShallowCopier<AtomDeclaration>;
