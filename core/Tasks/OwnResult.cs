namespace Orleans.TaskFlow;

/// <summary>Gives a task's revert what its execution came to.</summary>
internal static class OwnResult
{
    public static T? ValueOf<T>(TaskFrame frame) => frame.RevertCall.Result is { IsNull: false } result ? Read<T>(result, frame) : default;

    public static TaskResult<T> Of<T>(TaskFrame frame) => new(
        frame.RevertCall is { Failure: null, Result.IsNull: false }, ValueOf<T>(frame), frame.RevertCall.Failure);

    private static T? Read<T>(Document result, TaskFrame frame)
    {
        try
        {
            return ValueForm<T>.Read(result);
        }
        catch (Exception error)
        {
            throw new InvalidFormatException(
                $"The result of {frame.Owner} has to be {TypeName.Full(typeof(T))} for its revert, but it is of JSON kind {result.Kind}.",
                JsonShape.CauseOf(error));
        }
    }
}
