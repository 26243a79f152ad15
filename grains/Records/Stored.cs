namespace Orleans.TaskFlow;

/// <summary>A grain's state: its record, or nothing.</summary>
[GenerateSerializer, Alias("taskflow.stored`1")]
internal sealed class Stored<TRecord> : IStored
    where TRecord : class, IRecord<TRecord>
{
    [Id(0)]
    public TRecord? Record { get; set; }

    [Id(1)]
    public Document? Text { get; set; }

    public void ReadFrom(Document document)
    {
        Text = document;
        Record = document.IsNull ? null : TRecord.ReadFrom(document);
    }
}
