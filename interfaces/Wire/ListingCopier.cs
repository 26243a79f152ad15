using Orleans.Serialization.Cloning;

namespace Orleans.TaskFlow;

[RegisterCopier]
internal sealed class ListingCopier<TItem> : ShallowCopier<Listing<TItem>>;
