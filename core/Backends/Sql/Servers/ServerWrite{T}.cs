namespace Orleans.TaskFlow;

/// <inheritdoc/>
internal sealed class ServerWrite<T>(SqlChange<T> change) : ServerWrite
{
    // Callers go on elsewhere: what they do must not hold up the others.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _answer.Task;

    public override string Uuid => change.Uuid;

    public override void Declare(ISqlBatch batch) => change.Declare(batch);

    public override void CompleteDeclared() => _answer.SetResult(change.Declared());

    public override async ValueTask ApplyAsync(ISqlSession session) => _result = await change.ApplyAsync(session);

    public override void CompleteApplied() => _answer.SetResult(_result!);

    public override void Fail(Exception error) => _answer.SetException(error);
}
