namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Some grain's state.</summary>
public sealed class StoredText
{
    public string Text { get; set; } = string.Empty;
}
