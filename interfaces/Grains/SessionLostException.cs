namespace Orleans.TaskFlow;

/// <summary>
/// A storage grain does not know the session that a call was made in. The call did nothing; the session is to be opened again.
/// Never reaches the program that holds the session.
/// </summary>
[GenerateSerializer, Alias("taskflow.session-lost")]
internal sealed class SessionLostException : Exception
{
    public SessionLostException(string flowUuid)
        : base($"The session with the storage of flow '{flowUuid}' is not known any more.")
    {
    }
}
