namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class ListingConverter<TItem> : IConverter<Listing<TItem>, ListingSurrogate<TItem>>
{
    public Listing<TItem> ConvertFromSurrogate(in ListingSurrogate<TItem> surrogate) => new(surrogate.Items);

    public ListingSurrogate<TItem> ConvertToSurrogate(in Listing<TItem> value) => new() { Items = [.. value.Items] };
}
