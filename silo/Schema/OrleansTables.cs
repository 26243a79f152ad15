namespace Orleans.TaskFlow;

/// <summary>The tables that a silo needs on any kind of server.</summary>
internal static class OrleansTables
{
    /// <summary>Says which layout the tables have. Only a silo of TaskFlow, or its script, creates it.</summary>
    public const string Layout = "OrleansSchemaVersion";

    public const string Queries = "OrleansQuery";

    /// <summary>Their columns, by table.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Columns = new Dictionary<string, string[]>
    {
        [Layout] = ["Version"],
        [Queries] = ["QueryKey", "QueryText"],
        ["OrleansStorage"] =
        [
            "GrainIdHash", "GrainTypeHash", "GrainIdN0", "GrainIdN1", "GrainIdExtensionString", "GrainTypeString", "ServiceId", "Version",
            "ModifiedOn", "PayloadBinary",
        ],
        ["OrleansMembershipVersionTable"] = ["DeploymentId", "Version"],
        ["OrleansMembershipTable"] =
        [
            "DeploymentId", "Address", "Port", "Generation", "SiloName", "HostName", "Status", "ProxyPort", "SuspectTimes", "StartTime",
            "IAmAliveTime",
        ],
        ["OrleansRemindersTable"] = ["ServiceId", "GrainId", "ReminderName", "StartTime", "Period", "GrainHash", "Version"],
    };
}
