namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class DisallowedAccessConverter : ErrorConverter<DisallowedAccessException>
{
    protected override DisallowedAccessException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.State, surrogate.InnerException);

    protected override void AddFacts(DisallowedAccessException error, ref ErrorSurrogate surrogate) => surrogate.State = error.State;
}
