namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.map`1")]
internal struct MapSurrogate<TValue>
{
    [Id(0)]
    public string[] Names;

    [Id(1)]
    public TValue[] Values;
}
