namespace Orleans.TaskFlow;

/// <summary>
/// Which part of an atom's result a name stands for: the whole, an item of a list, or a member of an object. It is the
/// value side of the seeds' <c>save_as</c> mapping.
/// </summary>
public readonly record struct ResultKey
{
    private ResultKey(int? index, string? name)
    {
        Index = index;
        Name = name;
    }

    /// <summary>The whole result.</summary>
    public static ResultKey Whole => default;

    /// <summary>The position in a list, from 0; <see langword="null"/> unless made by <see cref="At"/>.</summary>
    public int? Index { get; }

    /// <summary>The name of a member; <see langword="null"/> unless made by <see cref="Member"/>.</summary>
    public string? Name { get; }

    /// <summary>The item of a list at <paramref name="index"/>, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static ResultKey At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new ResultKey(index, null);
    }

    /// <summary>The member of an object that is called <paramref name="name"/>, which may be empty.</summary>
    public static ResultKey Member(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ResultKey(null, name);
    }

    /// <summary>For messages: <c>whole</c>, <c>[2]</c> or <c>'name'</c>.</summary>
    public override string ToString() => this switch
    {
        { Name: { } name } => $"'{name}'",
        { Index: { } index } => $"[{index}]",
        _ => "whole",
    };
}
