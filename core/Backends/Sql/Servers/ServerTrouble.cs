namespace Orleans.TaskFlow;

/// <summary>What an error of a server or its driver means for the transaction at hand.</summary>
internal enum ServerTrouble
{
    /// <summary>The server refused it; nothing of it was done.</summary>
    Refused,

    /// <summary>A key is there already, or is not there; nothing of it was done.</summary>
    Violation,

    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>It was undone because of another transaction, and can be tried again.</summary>
    Conflict,

    /// <summary>The connection is gone; a commit that was under way may have been made.</summary>
    Lost,

    /// <summary>No answer came in time; a commit that was under way may have been made.</summary>
    Unanswered,
}
