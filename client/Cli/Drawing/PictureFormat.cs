namespace Orleans.TaskFlow.Cli;

/// <summary>How a flow is drawn.</summary>
internal enum PictureFormat
{
    /// <summary>A flowchart of Mermaid.</summary>
    Mermaid,

    /// <summary>An SVG.</summary>
    Svg,
}
