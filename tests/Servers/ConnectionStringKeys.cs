using System.Data.Common;

namespace Orleans.TaskFlow.Tests.Servers;

internal static class ConnectionStringKeys
{
    public static bool TryAdd(this DbConnectionStringBuilder connection, string key, string value)
    {
        if (connection.ContainsKey(key))
        {
            return false;
        }

        connection[key] = value;
        return true;
    }
}
