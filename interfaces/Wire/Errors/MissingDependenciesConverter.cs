namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class MissingDependenciesConverter : ErrorConverter<MissingDependenciesException>
{
    protected override MissingDependenciesException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.Missing ?? [], surrogate.Atoms ?? [], surrogate.InnerException);

    protected override void AddFacts(MissingDependenciesException error, ref ErrorSurrogate surrogate)
    {
        surrogate.Missing = [.. error.Missing];
        surrogate.Atoms = [.. error.Atoms];
    }
}
