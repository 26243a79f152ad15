namespace Orleans.TaskFlow;

/// <summary>A backend on a database that holds the three tables.</summary>
internal interface ISqlBackend : IFencingBackend
{
    ISqlStore Store { get; }
}
