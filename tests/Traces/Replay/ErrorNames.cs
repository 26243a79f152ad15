namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>What traces call the library's errors.</summary>
internal static class ErrorNames
{
    public static string Of(Exception error) => error switch
    {
        AmbiguousDependencyException => "AmbiguousDependency",
        MissingDependenciesException => "MissingDependencies",
        DependencyException => "DependencyFailure",
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

    /// <summary>The name of one of the library's types of errors, given without a namespace.</summary>
    public static string OfType(string type) => type switch
    {
        nameof(DependencyException) => "DependencyFailure",
        _ => type.EndsWith("Exception", StringComparison.Ordinal) ? type[..^"Exception".Length] : type,
    };
}
