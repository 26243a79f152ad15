namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>A backend that hands everything on to another one, through a connection that may do it badly.</summary>
public sealed class DelegatingBackend(IBackend inner, Func<IConnection, IConnection> spoil) : IBackend
{
    public string Description => "broken " + inner.Description;

    public IConnection Connect() => spoil(inner.Connect());

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
