namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>What traces call the library's errors.</summary>
internal static class ErrorNames
{
    public static string Of(Exception error) => error switch
    {
        NotFoundException => "NotFound",
        DuplicateException => "Duplicate",
        StorageFailureException => "StorageFailure",
        DisallowedAccessException => "DisallowedAccess",
        InvalidStateException => "InvalidState",
        AtomKindException => "TypeError",
        ArgumentException => "ValueError",
        NotSupportedException => "NotImplementedError",
        _ => error.GetType().FullName!,
    };
}
