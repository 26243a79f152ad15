namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class DocumentConverter : IConverter<Document, DocumentSurrogate>
{
    public Document ConvertFromSurrogate(in DocumentSurrogate surrogate) => Document.OfTrusted(surrogate.Utf8);

    public DocumentSurrogate ConvertToSurrogate(in Document value) => new() { Utf8 = value.Utf8 };
}
