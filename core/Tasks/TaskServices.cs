namespace Orleans.TaskFlow;

/// <summary>Checks before a flow runs that its tasks and retries can be made.</summary>
internal static class TaskServices
{
    /// <param name="atoms">The atoms of a flow; those that are not written as classes or functions lack nothing.</param>
    /// <param name="services">What the engine hands to them; <see langword="null"/> if it was given none.</param>
    /// <exception cref="TaskDeclarationException">Services are missing; the message names them and the atoms.</exception>
    public static void Check(IEnumerable<Atom> atoms, IServiceProvider? services)
    {
        string[] lacks =
        [
            .. atoms.SelectMany(atom => atom.Lacks(services).Select(lack => $"{atom.Label} lacks {lack}")),
        ];
        if (lacks.Length > 0)
        {
            throw new TaskDeclarationException(
                $"{string.Join("; ", lacks)}. {(services is null ? $"The engine was given no services: set {nameof(FlowEngineOptions)}.{nameof(FlowEngineOptions.Services)}." : "Register what is missing.")}");
        }
    }
}
