namespace Orleans.TaskFlow.Tests.Cli.App;

/// <summary>A task waits until there is such a file.</summary>
public sealed record GateFile(string Path);
