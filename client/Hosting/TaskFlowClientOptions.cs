namespace Orleans.TaskFlow;

/// <summary>How a program uses the flows of a cluster.</summary>
public sealed class TaskFlowClientOptions
{
    /// <summary>The shortest <see cref="SessionLease"/>.</summary>
    public static readonly TimeSpan MinSessionLease = TimeSpan.FromSeconds(1);

    /// <summary>The longest <see cref="SessionLease"/>.</summary>
    public static readonly TimeSpan MaxSessionLease = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the cluster keeps an open <see cref="IFlowStorage"/>'s transient values without hearing of this program: 1 minute; from
    /// <see cref="MinSessionLease"/> to <see cref="MaxSessionLease"/>. The program is heard of by every call, and else three times in
    /// this time; it only runs out when the program dies or is cut off.
    /// </summary>
    public TimeSpan SessionLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The scope of an atom, by its name, for calls that give none, as <see cref="FlowStorageOptions.ScopeFetcher"/>: it is asked
    /// here, and what it says travels with the call. None by default.
    /// </summary>
    public Func<string, IReadOnlyList<IReadOnlyList<string>>?>? ScopeFetcher { get; set; }
}
