using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>A task that makes one of several values, two at a time, from the first on.</summary>
internal sealed class ReduceCode<TValue> : TaskCode
{
    private readonly Func<TValue, TValue, CancellationToken, ValueTask<TValue>> _function;
    private readonly ImmutableArray<TypedArgument<TValue>> _values;

    public ReduceCode(string name, Func<TValue, TValue, CancellationToken, ValueTask<TValue>> function, ReadOnlySpan<string> symbols)
    {
        Subject = $"Task '{name}'";
        _function = function;
        _values = SeveralValues.Arguments<TValue>(symbols, atLeast: 2, Subject);
        Result = ResultShape.Of(typeof(TValue), tupleNames: null, Subject);
    }

    public override string Subject { get; }

    public override ImmutableArray<ArgumentReader> Arguments => _values.CastArray<ArgumentReader>();

    public override ResultShape Result { get; }

    public override async ValueTask<Document> ExecuteAsync(object target, TaskFrame frame)
    {
        TValue made = _values[0].Read(frame)!;
        for (int i = 1; i < _values.Length; i++)
        {
            made = await _function(made, _values[i].Read(frame)!, frame.CancellationToken);
        }

        return await StoredResult.Of(made, frame);
    }
}
