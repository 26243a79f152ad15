namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class RetryDetailConverter : IConverter<RetryDetail, AtomDetailSurrogate>
{
    public RetryDetail ConvertFromSurrogate(in AtomDetailSurrogate surrogate) => (RetryDetail)surrogate.To(AtomKind.Retry);

    public AtomDetailSurrogate ConvertToSurrogate(in RetryDetail value) => AtomDetailSurrogate.Of(value);
}
