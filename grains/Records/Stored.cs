using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A grain's state: its record, or nothing.</summary>
[GenerateSerializer, Alias("taskflow.stored`1")]
internal sealed class Stored<TRecord> : IStored
    where TRecord : class, IRecord<TRecord>
{
    [Id(0)]
    public TRecord? Record { get; set; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Record is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            Record.WriteTo(writer);
        }
    }

    public void ReadFrom(Document document) => Record = document.IsNull ? null : TRecord.ReadFrom(document);
}
