using System.Text.Json.Serialization;

namespace Orleans.TaskFlow;

/// <summary>What a task last said about its progress.</summary>
/// <param name="AtProgress">The progress that it was said at, from 0 to 1.</param>
/// <param name="Details">What was said.</param>
public sealed record ProgressDetails(
    [property: JsonPropertyName("at_progress")] double AtProgress,
    [property: JsonPropertyName("details")] Document Details);
