namespace Orleans.TaskFlow.Cli;

/// <summary>For output that nobody watches.</summary>
internal sealed class NoProgressBar : IProgressBar
{
    public static NoProgressBar Instance { get; } = new();

    public void Expect(double steps)
    {
    }

    public void Advance(double steps)
    {
    }

    public void Now(string what)
    {
    }
}
