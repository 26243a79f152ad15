namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.listing`1")]
internal struct ListingSurrogate<TItem>
{
    [Id(0)]
    public TItem[] Items;
}
