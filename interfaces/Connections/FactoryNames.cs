namespace Orleans.TaskFlow;

/// <summary>Which factory made a flow.</summary>
internal static class FactoryNames
{
    /// <exception cref="FlowFactoryException">The detail does not say it.</exception>
    public static string Of(FlowDetail detail) => FactoryNote.Of(detail).Name;
}
