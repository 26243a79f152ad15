namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class TaskDetailConverter : IConverter<TaskDetail, AtomDetailSurrogate>
{
    public TaskDetail ConvertFromSurrogate(in AtomDetailSurrogate surrogate) => (TaskDetail)surrogate.To(AtomKind.Task);

    public AtomDetailSurrogate ConvertToSurrogate(in TaskDetail value) => AtomDetailSurrogate.Of(value);
}
