namespace Orleans.TaskFlow;

/// <summary>Records may be in a directory's log or not. The cause is what the operating system says.</summary>
internal sealed class LogDoubtException(Exception cause) : Exception(cause.Message, cause);
