namespace Orleans.TaskFlow;

/// <summary>Which notification a <see cref="FlowEvent"/> is.</summary>
internal enum FlowEventKind
{
    Missed,
    Flow,
    Task,
    Retry,
    Progress,
}
