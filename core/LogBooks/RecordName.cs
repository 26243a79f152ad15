using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>What the name or uuid of a record may be: any text that every store can keep as it is.</summary>
internal static class RecordName
{
    /// <exception cref="ArgumentException">It is null, empty, or not Unicode.</exception>
    public static string Checked(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        return Unicode(value, parameter);
    }

    /// <summary>Text of a record that may be empty.</summary>
    /// <exception cref="ArgumentException">It is not Unicode.</exception>
    public static string Unicode(string value, string? parameter) =>
        IsUnicode(value)
            ? value
            : throw new ArgumentException(
                $"The {parameter} '{FlowContents.Shown(value)}' has text that is not Unicode: half of a surrogate pair.", parameter);

    /// <summary>Whether every store keeps the text as it is.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> value)
    {
        if (Ascii.IsValid(value))
        {
            return true;
        }

        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(value, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            value = value[length..];
        }

        return true;
    }
}
