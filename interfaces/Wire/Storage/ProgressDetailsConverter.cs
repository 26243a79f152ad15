namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class ProgressDetailsConverter : IConverter<ProgressDetails, ProgressDetailsSurrogate>
{
    public ProgressDetails ConvertFromSurrogate(in ProgressDetailsSurrogate surrogate) => new(surrogate.AtProgress, surrogate.Details);

    public ProgressDetailsSurrogate ConvertToSurrogate(in ProgressDetails value) =>
        new() { AtProgress = value.AtProgress, Details = value.Details };
}
