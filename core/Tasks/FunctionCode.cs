using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>A task made of functions.</summary>
internal sealed class FunctionCode : TaskCode
{
    // A factory declares its lambdas again with every flow; what they are called with stays the same.
    private static readonly ConditionalWeakTable<MethodInfo, ConcurrentDictionary<(Type Delegate, bool Reverts), BoundMethod>> _bound = [];

    private readonly Delegate _executes;
    private readonly Delegate? _reverts;
    private readonly BoundMethod _execute;
    private readonly BoundMethod? _revert;

    public FunctionCode(string name, Delegate execute, Delegate? revert)
    {
        Subject = $"The function of task '{name}'";
        _executes = execute;
        _reverts = revert;
        _execute = Bound(execute, reverts: false, Subject);
        _revert = revert is null ? null : Bound(revert, reverts: true, $"The revert function of task '{name}'");
        CheckPair(_execute, _revert, Subject);
    }

    public override string Subject { get; }

    public override ImmutableArray<ArgumentReader> Arguments => _execute.Arguments;

    public override ImmutableArray<ArgumentReader> RevertArguments => _revert?.Arguments ?? [];

    public override ResultShape Result => _execute.Result;

    public override ImmutableArray<string>? Provides => _execute.Provides;

    public override bool Reverts => _revert is not null;

    public override object Open(TaskFrame frame)
    {
        if (frame.Call is TaskRevertCall ? _revert is { NeedsServices: true } : _execute.NeedsServices)
        {
            frame.OpenServices();
        }

        return this;
    }

    public override ValueTask<Document> ExecuteAsync(object target, TaskFrame frame) => _execute.Call(_executes, frame);

    public override ValueTask<Document> RevertAsync(object target, TaskFrame frame) =>
        _revert is null ? StoredResult.Nothing : _revert.Call(_reverts!, frame);

    public override IEnumerable<string> Lacks(IServiceProvider? services) =>
        _execute.Lacks(services).Concat(_revert?.Lacks(services) ?? []);

    private static BoundMethod Bound(Delegate function, bool reverts, string subject)
    {
        if (!function.HasSingleTarget)
        {
            throw new TaskDeclarationException($"{subject} is several functions in one delegate; a task calls one.");
        }

        return _bound.GetOrCreateValue(function.Method).GetOrAdd(
            (function.GetType(), reverts),
            static (key, bind) => MethodBinder.Bind(
                bind.function, key.Reverts ? CalledAs.TaskRevert : CalledAs.TaskExecution, bind.subject),
            (function, subject));
    }
}
