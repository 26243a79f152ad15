using System.Collections.Immutable;
using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>A retry made of a class.</summary>
internal sealed class RetryCode : TaskCode
{
    private readonly BoundMethod? _execute;
    private readonly BoundMethod _decide;
    private readonly BoundMethod? _revert;
    private readonly TaskConstructor _constructor;
    private readonly Type _type;

    private RetryCode(Type type)
    {
        _type = type;
        _constructor = new TaskConstructor(type);
        Subject = $"Class {TypeName.Full(type)}";
        _execute = ClassMethods.Find(type, "Execute", CalledAs.RetryExecution, Subject);
        _decide = ClassMethods.Find(type, "OnFailure", CalledAs.RetryDecision, Subject)
            ?? throw new TaskDeclarationException($"{Subject} cannot be a retry: it has no public method OnFailureAsync or OnFailure that is not static.");
        _revert = ClassMethods.Find(type, "Revert", CalledAs.RetryRevert, Subject);
        if (_decide.Result.Type != TypeName.Full(typeof(RetryDecision)))
        {
            throw new TaskDeclarationException(
                $"{Subject} cannot be a retry: its OnFailure returns {_decide.Result.Type}; it has to return a {nameof(RetryDecision)}, or a Task or ValueTask of one.");
        }

        // What it is executed with and what it is asked with are the same; what either needs, it needs.
        Arguments =
        [
            .. (_execute?.Arguments ?? []).Concat(_decide.Arguments).OrderBy(argument => argument.IsOptional).DistinctBy(argument => argument.Name),
        ];
        if (_decide.Arguments.Concat(_execute?.Arguments ?? []).DistinctBy(argument => (argument.Name, argument.Symbol)).Count() != Arguments.Length)
        {
            throw new TaskDeclarationException($"{Subject} cannot be a retry: parameters of the same name in its methods have different symbols.");
        }
    }

    public override string Subject { get; }

    public override ImmutableArray<ArgumentReader> Arguments { get; }

    public override ImmutableArray<ArgumentReader> RevertArguments => _revert?.Arguments ?? [];

    public override ResultShape Result => _execute?.Result ?? ResultShape.Nothing;

    public override ImmutableArray<string>? Provides => _execute?.Provides ?? _type.GetCustomAttribute<ProvidesAttribute>()?.Symbols;

    public override bool Reverts => _revert is not null;

    public static RetryCode Of<TRetry>()
        where TRetry : class => Bound<TRetry>.Code.Value;

    public override object Open(TaskFrame frame) => _constructor.Open(frame);

    public override ValueTask<Document> ExecuteAsync(object target, TaskFrame frame) => _execute?.Call(target, frame) ?? StoredResult.Nothing;

    public async ValueTask<RetryDecision> DecideAsync(object target, TaskFrame frame) =>
        (await _decide.Call(target, frame)).To<RetryDecision>();

    public override ValueTask<Document> RevertAsync(object target, TaskFrame frame) => _revert?.Call(target, frame) ?? StoredResult.Nothing;

    public override IEnumerable<string> Lacks(IServiceProvider? services) => _constructor.Lacks(services, _execute, _decide, _revert);

    // The first to declare a retry of the class binds it for all.
    private static class Bound<TRetry>
    {
        public static readonly Lazy<RetryCode> Code = new(() => new RetryCode(typeof(TRetry)), LazyThreadSafetyMode.PublicationOnly);
    }
}
