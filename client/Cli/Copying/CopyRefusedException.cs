namespace Orleans.TaskFlow.Cli;

/// <summary>A logbook is there that is another one, and was not to be replaced. Nothing was changed.</summary>
internal sealed class CopyRefusedException(string message) : Exception(message);
