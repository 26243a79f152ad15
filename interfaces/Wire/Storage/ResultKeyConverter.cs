namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class ResultKeyConverter : IConverter<ResultKey, ResultKeySurrogate>
{
    public ResultKey ConvertFromSurrogate(in ResultKeySurrogate surrogate) => surrogate switch
    {
        { Name: { } name } => ResultKey.Member(name),
        { Index: { } index } => ResultKey.At(index),
        _ => ResultKey.Whole,
    };

    public ResultKeySurrogate ConvertToSurrogate(in ResultKey value) => new() { Index = value.Index, Name = value.Name };
}
