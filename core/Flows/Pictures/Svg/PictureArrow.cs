namespace Orleans.TaskFlow;

/// <summary>An arrow of a picture, from one item of a flow to another, within the flow's box.</summary>
/// <param name="Points">Where it begins, passes and ends.</param>
/// <param name="Link">What it stands for.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="LabelAt">The middle of that.</param>
internal sealed record PictureArrow(
    IReadOnlyList<PicturePoint> Points, FlowLink Link, IReadOnlyList<string> Label, PicturePoint LabelAt);
