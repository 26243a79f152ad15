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
        _execute = Bound("ExecuteAsync", "Execute", reverts: false)
            ?? throw new TaskDeclarationException($"{Subject} cannot be a task: it has no public method ExecuteAsync or Execute that is not static.");
        _revert = Bound("RevertAsync", "Revert", reverts: true);
        CheckPair(_execute, _revert, Subject);
    }

    public static ClassCode<TTask> Shared => _shared.Value;

    public override string Subject { get; } = $"Class {TypeName.Full(typeof(TTask))}";

    public override ImmutableArray<ArgumentReader> Arguments => _execute.Arguments;

    public override ImmutableArray<ArgumentReader> RevertArguments => _revert?.Arguments ?? [];

    public override ResultShape Result => _execute.Result;

    public override ImmutableArray<string>? Provides => _execute.Provides ?? typeof(TTask).GetCustomAttribute<ProvidesAttribute>()?.Symbols;

    public override bool Reverts => _revert is not null || typeof(TTask).IsAssignableTo(typeof(ITaskHooks));

    public override object Open(TaskFrame frame)
    {
        frame.OpenServices();

        // A registered one is the container's to dispose, with the scope.
        return frame.Services.GetService(typeof(TTask)) ?? frame.Own(_constructor.Make(frame));
    }

    public override ValueTask<Document> ExecuteAsync(object target, TaskFrame frame) => _execute.Call(target, frame);

    public override ValueTask<Document> RevertAsync(object target, TaskFrame frame) => _revert?.Call(target, frame) ?? StoredResult.Nothing;

    public override IEnumerable<string> Lacks(IServiceProvider? services) => _constructor.Lacks(services)
        .Concat(_execute.Services.Concat(_revert?.Services ?? []).Where(wanted => wanted.IsMissing(services)).Select(wanted => wanted.ToString()));

    private BoundMethod? Bound(string name, string other, bool reverts)
    {
        MethodInfo[] found =
        [
            .. typeof(TTask).GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => method.Name == name || method.Name == other),
        ];
        return found.Length switch
        {
            0 => null,
            1 => MethodBinder.Bind(found[0], typeof(TTask), reverts, Subject),
            _ => throw new TaskDeclarationException(
                $"{Subject} cannot be a task: it has {found.Length} public methods {string.Join(" and ", found.Select(method => method.Name).Distinct())}, and only one can be called."),
        };
    }
}
