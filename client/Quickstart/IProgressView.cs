namespace Orleans.TaskFlow.Quickstart;

/// <summary>Shows how far the work is, for as long as it takes.</summary>
internal interface IProgressView
{
    /// <summary>Shows the progress of <paramref name="work"/>.</summary>
    /// <param name="total">How many files there are.</param>
    /// <param name="done">How many of them are done before it begins.</param>
    /// <param name="work">Calls what it is given after each file, from any thread.</param>
    Task ShowAsync(int total, int done, Func<Action, Task> work);
}
