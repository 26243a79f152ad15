namespace Orleans.TaskFlow;

/// <summary>Three colours that go together.</summary>
/// <param name="Fill">What the text stands on.</param>
/// <param name="Line">Of the border, and of arrows.</param>
/// <param name="Text">Of the text.</param>
internal sealed record PictureTheme(string Fill, string Line, string Text);
