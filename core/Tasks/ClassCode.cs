using System.Collections.Immutable;
using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>A task made of a class.</summary>
internal sealed class ClassCode<TTask> : TaskCode
    where TTask : class
{
    // The first to declare a task of the class binds it for all.
    private static readonly Lazy<ClassCode<TTask>> _shared = new(() => new ClassCode<TTask>(), LazyThreadSafetyMode.PublicationOnly);

    private readonly BoundMethod _execute;
    private readonly BoundMethod? _revert;
    private readonly TaskConstructor _constructor = new(typeof(TTask));

    private ClassCode()
    {
        _execute = ClassMethods.Find(typeof(TTask), "Execute", CalledAs.TaskExecution, Subject)
            ?? throw new TaskDeclarationException($"{Subject} cannot be a task: it has no public method ExecuteAsync or Execute that is not static.");
        _revert = ClassMethods.Find(typeof(TTask), "Revert", CalledAs.TaskRevert, Subject);
        CheckPair(_execute, _revert, Subject);
    }

    public static ClassCode<TTask> Shared => _shared.Value;

    public override string Subject { get; } = $"Class {TypeName.Full(typeof(TTask))}";

    public override ImmutableArray<ArgumentReader> Arguments => _execute.Arguments;

    public override ImmutableArray<ArgumentReader> RevertArguments => _revert?.Arguments ?? [];

    public override ResultShape Result => _execute.Result;

    public override ImmutableArray<string>? Provides => _execute.Provides ?? typeof(TTask).GetCustomAttribute<ProvidesAttribute>()?.Symbols;

    public override bool Reverts => _revert is not null || typeof(TTask).IsAssignableTo(typeof(ITaskHooks));

    public override object Open(TaskFrame frame) => _constructor.Open(frame);

    public override ValueTask<Document> ExecuteAsync(object target, TaskFrame frame) => _execute.Call(target, frame);

    public override ValueTask<Document> RevertAsync(object target, TaskFrame frame) => _revert?.Call(target, frame) ?? StoredResult.Nothing;

    public override IEnumerable<string> Lacks(IServiceProvider? services) => _constructor.Lacks(services, _execute, _revert);
}
