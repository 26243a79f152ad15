namespace Orleans.TaskFlow.Cli;

/// <summary>How far some work is.</summary>
internal interface IProgressBar
{
    /// <summary>Says how much there is to do.</summary>
    void Expect(double steps);

    /// <summary>So many steps, or a part of one, are done.</summary>
    void Advance(double steps);

    /// <summary>Says what is done now.</summary>
    void Now(string what);
}
