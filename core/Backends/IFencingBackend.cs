namespace Orleans.TaskFlow;

/// <summary>A backend that tells versions apart for those who keep records in memory, as <see cref="FlowStorage"/> does.</summary>
internal interface IFencingBackend : IBackend
{
    /// <summary>
    /// Opens a connection whose writes are refused with <see cref="StaleWriteException"/> where somebody else has changed the record
    /// since the connection read or wrote it.
    /// </summary>
    IConnection ConnectFenced();
}
