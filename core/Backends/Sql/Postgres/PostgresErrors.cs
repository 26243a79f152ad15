using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>What PostgreSQL's and Npgsql's errors mean.</summary>
internal static class PostgresErrors
{
    public static ServerTrouble TroubleOf(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => ServerTrouble.Conflict,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation } => ServerTrouble.Violation,
        PostgresException { InvariantSeverity: "ERROR" } => ServerTrouble.Refused,
        PostgresException => ServerTrouble.Lost,
        _ => IsTimeout(error) ? ServerTrouble.Unanswered : ServerTrouble.Lost,
    };

    public static (string Cause, string Detail) Explain(Exception error)
    {
        if (error is PostgresException said)
        {
            return (CauseOf(said), $"{said.MessageText}, {said.SqlState}");
        }

        string detail = error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message;
        if (IsTimeout(error))
        {
            return (error.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) ? ServerCauses.NoConnectionFree : ServerCauses.TooLate, detail);
        }

        if (ServerCauses.IsOrHolds(error, static cause => cause is AuthenticationException))
        {
            return (ServerCauses.NotTrusted, detail);
        }

        return error.Message.Contains("SSL", StringComparison.Ordinal)
            ? (ServerCauses.NoTls, detail)
            : ("cannot be reached, or broke the connection off. See that the server runs, and that host and port are right", detail);
    }

    private static string CauseOf(PostgresException said) => said.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "did not let this user log in. Check user, password and the server's pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName => "does not exist. Create the database, or name another",
        PostgresErrorCodes.InsufficientPrivilege =>
            "does not allow this user what it has to do. Grant USAGE and CREATE on the schema for UpgradeAsync, and SELECT, INSERT, UPDATE and DELETE on the tables",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => "is not set up for logbooks. Call UpgradeAsync (taskflow upgrade) first",
        PostgresErrorCodes.TooManyConnections => "takes no more connections. Raise the server's max_connections, or lower MaxConnections of its users",
        PostgresErrorCodes.ReadOnlySqlTransaction => "is read-only, as a standby is. Name the server that takes writes",
        PostgresErrorCodes.DiskFull => "cannot grow: the server's disk is full. Make room and try again",
        PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.StringDataRightTruncation =>
            "cannot take so large a value",
        PostgresErrorCodes.QueryCanceled => "broke the statement off. Look at its statement_timeout, or who cancels",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "is being stopped or started. Try again",
        _ => "refused the operation",
    };

    // Where its time for sending is over, the driver breaks off what it reads meanwhile, and may tell of that.
    private static bool IsTimeout(Exception error) => ServerCauses.IsOrHolds(
        error, static cause => cause is TimeoutException or SocketException { SocketErrorCode: SocketError.OperationAborted });
}
