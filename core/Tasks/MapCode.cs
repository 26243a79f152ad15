using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>A task that applies a function to each of some values, and returns the list of what it gave.</summary>
internal sealed class MapCode<TValue, TResult> : TaskCode
{
    private readonly Func<TValue, CancellationToken, ValueTask<TResult>> _function;
    private readonly ImmutableArray<TypedArgument<TValue>> _values;

    public MapCode(string name, Func<TValue, CancellationToken, ValueTask<TResult>> function, ReadOnlySpan<string> symbols)
    {
        Subject = $"Task '{name}'";
        _function = function;
        _values = SeveralValues.Arguments<TValue>(symbols, atLeast: 1, Subject);
        Result = ResultShape.ListOf(typeof(TResult), symbols.Length, Subject);
    }

    public override string Subject { get; }

    public override ImmutableArray<ArgumentReader> Arguments => _values.CastArray<ArgumentReader>();

    public override ResultShape Result { get; }

    public override async ValueTask<Document> ExecuteAsync(object target, TaskFrame frame)
    {
        var results = new TResult[_values.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = await _function(_values[i].Read(frame)!, frame.CancellationToken);
        }

        return await StoredResult.Of(results, frame);
    }
}
