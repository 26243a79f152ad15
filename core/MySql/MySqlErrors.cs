using System.Security.Authentication;
using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>What the errors of MySQL, MariaDB and MySqlConnector mean.</summary>
internal static class MySqlErrors
{
    private const int FirstOfServer = 1000;
    private const int FirstOfClients = 2000;
    private const int LastOfClients = 2999;

    // Of a server that is going away, or throws this connection out; by number, for not each has a name.
    private static readonly HashSet<int> _ends = [1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 4031];

    public static ServerTrouble TroubleOf(Exception error)
    {
        if (error is not MySqlException said)
        {
            return error is TimeoutException ? ServerTrouble.Unanswered : ServerTrouble.Lost;
        }

        if (IsTooLarge(said))
        {
            return ServerTrouble.Refused;
        }

        return said.ErrorCode switch
        {
            MySqlErrorCode.CommandTimeoutExpired => ServerTrouble.Unanswered,
            MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout => ServerTrouble.Conflict,
            MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2 => ServerTrouble.Violation,
            _ when IsServersOwn(said) && !_ends.Contains(said.Number) => ServerTrouble.Refused,
            _ => ServerTrouble.Lost,
        };
    }

    public static (string Cause, string Detail) Explain(Exception error)
    {
        string detail = error.InnerException is { } inner && !error.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{error.Message} {inner.Message}"
            : error.Message;
        if (error is not MySqlException said)
        {
            return (error is TimeoutException ? ServerCauses.TooLate : "cannot be reached, or broke the connection off. See that the server runs", detail);
        }

        return (IsServersOwn(said) ? CauseOf(said) : CauseOfDrivers(said), said.Number > 0 ? $"{detail}, {said.Number}" : detail);
    }

    private static bool IsServersOwn(MySqlException said) => said.Number >= FirstOfServer && said.Number is < FirstOfClients or > LastOfClients
        && said.ErrorCode is not (MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.CommandTimeoutExpired);

    // The server breaks the connection off over it, and does not always get to say why.
    private static bool IsTooLarge(MySqlException said) =>
        said.ErrorCode == MySqlErrorCode.PacketTooLarge || said.Message.Contains("max_allowed_packet", StringComparison.Ordinal);

    private static string CauseOfDrivers(MySqlException said)
    {
        if (IsTooLarge(said))
        {
            return "cannot take so large a value: raise the server's max_allowed_packet";
        }

        if (said.Message.Contains("pool", StringComparison.OrdinalIgnoreCase))
        {
            return ServerCauses.NoConnectionFree;
        }

        if (ServerCauses.IsOrHolds(said, static cause => cause is AuthenticationException))
        {
            return ServerCauses.NotTrusted;
        }

        if (ServerCauses.IsOrHolds(said, static cause => cause.Message.Contains("SSL", StringComparison.Ordinal)))
        {
            return ServerCauses.NoTls;
        }

        return said.ErrorCode == MySqlErrorCode.CommandTimeoutExpired || said.Message.Contains("Timeout", StringComparison.OrdinalIgnoreCase)
            ? ServerCauses.TooLate
            : "cannot be reached, or broke the connection off. See that the server runs, has room on its disk, and that host and port are right";
    }

    private static string CauseOf(MySqlException said) => said.Number switch
    {
        1045 or 1698 or 1251 => "did not let this user log in. Check user and password",
        1049 => "does not exist. Create the database, or name another",
        1044 or 1142 or 1143 or 1227 or 1370 =>
            "does not allow this user what it has to do. Grant CREATE, ALTER, INDEX and REFERENCES on the database for UpgradeAsync, and SELECT, INSERT, UPDATE and DELETE",
        1146 or 1054 => "is not set up for logbooks. Call UpgradeAsync (taskflow upgrade) first",
        1040 or 1203 or 1226 => "takes no more connections. Raise the server's max_connections, or lower MaxConnections of its users",
        1290 or 1792 or 1836 or 3100 => "is read-only, as a replica is. Name the server that takes writes",
        1021 or 1114 or 1041 or 1037 => "cannot grow: the server's disk or memory is full. Make room and try again",
        1153 or 1406 or 1118 => "cannot take so large a value: raise the server's max_allowed_packet",
        1317 or 1969 or 3024 => "broke the statement off. Look at its limits of time, or who kills statements",
        1053 or 1077 or 1079 or 1927 => "is being stopped or started. Try again",
        _ => "refused the operation",
    };
}
