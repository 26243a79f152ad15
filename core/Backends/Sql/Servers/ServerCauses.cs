namespace Orleans.TaskFlow;

/// <summary>What drivers say in words of their own of every kind of server, as the end of a sentence that begins with the store.</summary>
internal static class ServerCauses
{
    public const string TooLate =
        "did not answer in time. Look after the server, or raise ConnectTimeout or CommandTimeout (connect_timeout, command_timeout)";

    public const string NoConnectionFree =
        "has no connection free: all that the backend may open are in use. Raise MaxConnections (max_connections)";

    public const string NotTrusted =
        "shows a certificate that is not trusted here, or could not agree with this process on TLS. "
        + "Name the certificate's authority (sslrootcert) and its host, or set sslmode to less than verify-ca";

    public const string NoTls = "could not agree with this process on TLS. Set sslmode to what the server offers";

    /// <summary>Whether an error, or one that it came from, is such a one.</summary>
    public static bool IsOrHolds(Exception error, Func<Exception, bool> isSuchAOne)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (isSuchAOne(at))
            {
                return true;
            }
        }

        return false;
    }
}
