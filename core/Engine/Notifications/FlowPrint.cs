using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Notifications as lines for people.</summary>
internal static class FlowPrint
{
    public static string LineOf(FlowNotification notification) => notification switch
    {
        FlowStateNotification flow => $"flow '{flow.FlowName}' {Change(flow.Previous, flow.State)}",
        RetryNotification retry => $"retry '{retry.AtomName}' {Change(retry.Previous, retry.State)}{Why(retry)}",
        AtomNotification atom => $"task '{atom.AtomName}' {Change(atom.Previous, atom.State)}{Why(atom)}",
        ProgressNotification progress => string.Create(CultureInfo.InvariantCulture, $"task '{progress.TaskName}' {progress.Progress:P0}"),
        _ => notification.GetType().Name,
    };

    private static string Change(State previous, State state) => $"{previous.ToName()} -> {state.ToName()}";

    // The message may hold values of users; the type does not.
    private static string Why(AtomNotification atom) => atom.Failure is null ? "" : $" ({atom.Failure.ExceptionTypeNames[0]})";
}
