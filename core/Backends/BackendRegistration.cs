namespace Orleans.TaskFlow;

/// <summary>What is known by a name: what was registered, to be recognized when it comes again, and how an address is made use of.</summary>
internal sealed class BackendRegistration(Delegate factory, Func<BackendAddress, Func<IServiceProvider?, IBackend>> prepare)
{
    public BackendRegistration(Func<BackendAddress, Func<IServiceProvider?, IBackend>> prepare)
        : this(prepare, prepare)
    {
    }

    public Delegate Factory => factory;

    /// <summary>
    /// From an address to what makes the backend, so that an address can be checked without making anything. What makes it is given
    /// the services of the host, if there is one.
    /// </summary>
    public Func<BackendAddress, Func<IServiceProvider?, IBackend>> Prepare => prepare;
}
