using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Which attempt a flow's retries are in, and with them every atom.</summary>
/// <param name="resets">How often the flow was reset.</param>
internal sealed class RetryAttempts(int resets)
{
    /// <summary>The metadata of a flow that counts its resets.</summary>
    public const string ResetsKey = "_TaskFlow_RESETS";

    private readonly Dictionary<int, int> _begun = [];

    /// <summary>How many attempts a retry has begun.</summary>
    public int this[int retry]
    {
        get => _begun.GetValueOrDefault(retry);
        set => _begun[retry] = value;
    }

    /// <summary>Counts what a retry has done.</summary>
    public void Count(in AtomChange change)
    {
        switch (change.State)
        {
            case State.Success:
                this[change.Node]++;
                break;
            case State.Reverted:
                this[change.Node] = 0;
                break;
        }
    }

    /// <summary>The attempt that an atom is called in, as <see cref="AtomCall.Attempt"/> and <see cref="AtomCall.AttemptId"/> say it.</summary>
    public (int Attempt, string Id) Of(ExecutionNode node, bool executes)
    {
        int? own = node.Kind == NodeKind.Retry ? Math.Max(1, this[node.Index] + (executes ? 1 : 0)) : null;
        if (node.RetriesAround.Length == 0 && own is null && resets == 0)
        {
            return (1, "1");
        }

        var id = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{resets + 1}");
        int attempt = 1;
        foreach (int retry in node.RetriesAround)
        {
            attempt = Math.Max(1, this[retry]);
            id.Append(CultureInfo.InvariantCulture, $".{attempt}");
        }

        if (own is not null)
        {
            id.Append(CultureInfo.InvariantCulture, $".{own}");
        }

        return (own ?? attempt, id.ToString());
    }
}
