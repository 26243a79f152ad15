using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>A part of the ring of grains' hashes: what is after the first one, up to and with the last one. All of it, if these are the same.</summary>
/// <param name="After">The hash before the first one of it.</param>
/// <param name="Last">The last one of it, which may be lower than the first one: the ring is closed.</param>
internal readonly record struct ReminderRange(uint After, uint Last)
{
    /// <summary>How much of a hash names the branch that its reminders are in.</summary>
    private const int BranchShift = 24;

    public bool Holds(uint hash) => After < Last ? hash > After && hash <= Last : hash > After || hash <= Last;

    /// <summary>Whether it holds a hash of a branch.</summary>
    public bool Touches(string branch)
    {
        uint lowest = uint.Parse(branch, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << BranchShift;
        uint highest = lowest | ((1u << BranchShift) - 1);
        return After < Last ? highest > After && lowest <= Last : highest > After || lowest <= Last;
    }

    /// <summary>The node that all reminders of the same first eight bits are below: no listing grows with all of them.</summary>
    public static string BranchOf(uint hash) => (hash >> BranchShift).ToString("x2", CultureInfo.InvariantCulture);
}
