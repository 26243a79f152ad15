namespace Orleans.TaskFlow;

/// <summary>Whose methods are called so.</summary>
internal static class CalledAsKind
{
    public static AtomKind Kind(this CalledAs called) => called is CalledAs.TaskExecution or CalledAs.TaskRevert ? AtomKind.Task : AtomKind.Retry;
}
