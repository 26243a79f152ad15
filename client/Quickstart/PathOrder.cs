namespace Orleans.TaskFlow.Quickstart;

/// <summary>The order of paths by their UTF-8 bytes, as <c>LC_ALL=C sort</c> has it.</summary>
internal static class PathOrder
{
    public static int Compare(string one, string other)
    {
        int common = one.AsSpan().CommonPrefixLength(other);
        if (common == one.Length || common == other.Length)
        {
            return one.Length - other.Length;
        }

        // In UTF-16 what lies beyond U+FFFF begins with a surrogate, which is less than some characters below.
        char a = one[common];
        char b = other[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
