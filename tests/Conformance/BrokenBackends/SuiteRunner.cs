using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Runs the cases of a suite outside of a test run, to see which fail.</summary>
public static class SuiteRunner
{
    /// <summary>The cases that fail, with why, in the order of their names, one at a time as they are asked for.</summary>
    /// <param name="create">A new instance for each case.</param>
    public static async IAsyncEnumerable<string> FailuresAsync<TSuite>(Func<TSuite> create)
        where TSuite : StoreSuite
    {
        foreach (MethodInfo method in typeof(TSuite).GetMethods().Where(IsCase).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            foreach (object[] row in RowsOf(method))
            {
                if (await ErrorOfAsync(create(), method, row) is { } error)
                {
                    yield return $"{method.Name}({string.Join(", ", row)}): {error.GetType().Name}: {error.Message}";
                }
            }
        }
    }

    private static bool IsCase(MethodInfo method) => method.GetCustomAttribute<FactAttribute>() is not null;

    private static IEnumerable<object[]> RowsOf(MethodInfo method) => method.GetCustomAttribute<TheoryAttribute>() is null
        ? [[]]
        : method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).Select(row => row ?? [null!]);

    private static async Task<Exception?> ErrorOfAsync(StoreSuite suite, MethodInfo method, object[] row)
    {
        // A case that cannot be called has not failed: this has.
        if (method.ReturnType != typeof(Task) || method.GetParameters().Length != row.Length)
        {
            throw new InvalidOperationException($"{method} cannot be called with {row.Length} argument(s) and waited for.");
        }

        try
        {
            await suite.InitializeAsync();
            try
            {
                await (Task)method.Invoke(suite, BindingFlags.DoNotWrapExceptions, binder: null, row, culture: null)!;
                return null;
            }
            finally
            {
                await suite.DisposeAsync();
            }
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
