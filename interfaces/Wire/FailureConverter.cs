namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FailureConverter : IConverter<Failure, FailureSurrogate>
{
    public Failure ConvertFromSurrogate(in FailureSurrogate surrogate) => Failure.FromDocument(surrogate.Stored);

    public FailureSurrogate ConvertToSurrogate(in Failure value) => new() { Stored = value.ToDocument() };
}
