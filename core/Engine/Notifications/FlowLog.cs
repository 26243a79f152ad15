using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Notifications as messages of a log.</summary>
/// <param name="logger">Where to.</param>
/// <param name="level">Of what goes as it should.</param>
/// <param name="failureLevel">Of failures, and of what is undone or tried again because of them.</param>
internal sealed class FlowLog(ILogger logger, LogLevel level, LogLevel failureLevel)
{
    public void Write(FlowNotification notification)
    {
        switch (notification)
        {
            case FlowStateNotification flow:
                Log.FlowNotified(
                    logger, flow.State is State.Failure or State.Reverted ? failureLevel : level, flow.FlowName, flow.FlowUuid, flow.Previous, flow.State);
                break;
            case TaskNotification task:
                Log.TaskNotified(
                    logger, LevelOf(task), task.Failure?.Exception, task.AtomName, task.FlowName, task.FlowUuid, task.Previous, task.State);
                break;
            case RetryNotification retry:
                Log.RetryNotified(
                    logger, LevelOf(retry), retry.Failure?.Exception, retry.AtomName, retry.FlowName, retry.FlowUuid, retry.Previous, retry.State);
                break;
        }
    }

    private LogLevel LevelOf(AtomNotification atom) =>
        atom.State is State.Failure or State.Reverted or State.Retrying or State.RevertFailure ? failureLevel : level;
}
