using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What a task does, bound once: made of a class, of functions, or of a function over several values.</summary>
internal abstract class TaskCode
{
    /// <summary>What it is made of, for messages.</summary>
    public abstract string Subject { get; }

    public abstract ImmutableArray<ArgumentReader> Arguments { get; }

    public virtual ImmutableArray<ArgumentReader> RevertArguments => [];

    public abstract ResultShape Result { get; }

    /// <summary>The symbols that attributes say; <see langword="null"/> if there are none.</summary>
    public virtual ImmutableArray<string>? Provides => null;

    /// <summary>Whether there is something to do for a revert.</summary>
    public virtual bool Reverts => false;

    /// <summary>What the methods are called on; may be one of <see cref="ITaskHooks"/>.</summary>
    public virtual object Open(TaskFrame frame) => this;

    public abstract ValueTask<Document> ExecuteAsync(object target, TaskFrame frame);

    public virtual ValueTask<Document> RevertAsync(object target, TaskFrame frame) => StoredResult.Nothing;

    /// <summary>What the services lack that the task needs; none if they have everything.</summary>
    public virtual IEnumerable<string> Lacks(IServiceProvider? services) => [];

    /// <exception cref="TaskDeclarationException">The revert asks for the result of an execution that has none.</exception>
    protected static void CheckPair(BoundMethod execute, BoundMethod? revert, string subject)
    {
        if (revert is { AsksForResult: true } && execute.Result.Kind == ResultKind.Nothing)
        {
            throw new TaskDeclarationException($"{subject} cannot be a task: its revert asks for the result of the execution, which returns nothing.");
        }
    }
}
