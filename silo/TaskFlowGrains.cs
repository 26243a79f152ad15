namespace Orleans.TaskFlow;
internal static class TaskFlowGrains { public const string StorageName = "TaskFlow"; }
