namespace Orleans.TaskFlow;

/// <summary>A place in a picture, or a size, in pixels.</summary>
internal readonly record struct PicturePoint(double X, double Y);
