namespace Orleans.TaskFlow;

/// <summary>Who may use the nodes that are created, as ZooKeeper's access lists say it.</summary>
internal sealed record NodeAccess(string Scheme, string Identity)
{
    /// <summary>To read, write, create, delete and administer.</summary>
    public const int Everything = 31;

    public static NodeAccess Everybody { get; } = new("world", "anyone");

    /// <summary>Whoever has logged in on the connection.</summary>
    public static NodeAccess Creator { get; } = new("auth", "");
}
