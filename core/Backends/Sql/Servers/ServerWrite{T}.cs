namespace Orleans.TaskFlow;

/// <inheritdoc/>
internal sealed class ServerWrite<T>(SqlChange<T> change) : ServerWrite
{
    private readonly TaskCompletionSource<T> _answer = new();
    private T? _result;
    private Exception? _error;

    public Task<T> Task => _answer.Task;

    public override string Uuid => change.Uuid;

    public override void Declare(ISqlBatch batch) => change.Declare(batch);

    public override void CompleteDeclared() => _result = change.Declared();

    public override async ValueTask ApplyAsync(ISqlSession session) => _result = await change.ApplyAsync(session);

    public override void Fail(Exception error) => _error = error;

    public override void Answer()
    {
        if (_error is null)
        {
            _answer.TrySetResult(_result!);
        }
        else
        {
            _answer.TrySetException(_error);
        }
    }
}
