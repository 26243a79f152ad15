using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Calls tasks, with what is to be done before and after.</summary>
internal static class TaskCalls
{
    public static async ValueTask<Document> ExecuteAsync(TaskCode code, ImmutableArray<ITaskHooks> hooks, TaskFrame frame)
    {
        await using (frame)
        {
            object target = code.Open(frame);
            return await HookedAsync(
                frame,
                HooksOf(target, hooks),
                static (hook, frame) => hook.BeforeExecuteAsync(frame.TaskCall, frame.CancellationToken),
                () => code.ExecuteAsync(target, frame),
                static (hook, frame) => hook.AfterExecuteAsync(frame.TaskCall, frame.CancellationToken));
        }
    }

    public static async ValueTask<Document> RevertAsync(TaskCode code, ImmutableArray<ITaskHooks> hooks, TaskFrame frame)
    {
        await using (frame)
        {
            object target = code.Open(frame);
            return await HookedAsync(
                frame,
                HooksOf(target, hooks),
                static (hook, frame) => hook.BeforeRevertAsync(frame.RevertCall, frame.CancellationToken),
                () => code.RevertAsync(target, frame),
                static (hook, frame) => hook.AfterRevertAsync(frame.RevertCall, frame.CancellationToken));
        }
    }

    private static ImmutableArray<ITaskHooks> HooksOf(object target, ImmutableArray<ITaskHooks> hooks) =>
        target is ITaskHooks own ? hooks.Add(own) : hooks;

    /// <summary>The outermost hook comes first before the call, and last after it.</summary>
    private static async ValueTask<Document> HookedAsync(
        TaskFrame frame,
        ImmutableArray<ITaskHooks> hooks,
        Func<ITaskHooks, TaskFrame, ValueTask> before,
        Func<ValueTask<Document>> call,
        Func<ITaskHooks, TaskFrame, ValueTask> after)
    {
        if (hooks.IsEmpty)
        {
            return await call();
        }

        Document result;
        try
        {
            await before(hooks[0], frame);
            result = await HookedAsync(frame, hooks[1..], before, call, after);
        }
        catch
        {
            try
            {
                await after(hooks[0], frame);
            }
            catch (Exception error)
            {
                frame.NoteHookFailure(error);
            }

            throw;
        }

        await after(hooks[0], frame);
        return result;
    }
}
