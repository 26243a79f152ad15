namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Gives the items of a list in turn, for ever. For one caller at a time.</summary>
public sealed class Turns<T>(T[] items)
{
    private int _next;

    public T Next()
    {
        T item = items[_next];
        _next = _next + 1 == items.Length ? 0 : _next + 1;
        return item;
    }
}

/// <summary>Makes turns.</summary>
public static class Turns
{
    /// <summary>Each name with one value, then each with the other: every write changes something.</summary>
    public static Turns<(string Name, T Value)> OfWrites<T>(IReadOnlyList<string> names, T one, T other) =>
        new([.. names.Select(name => (name, one)), .. names.Select(name => (name, other))]);
}
