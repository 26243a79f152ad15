using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// The name of an item's folder: its uuid, in which <c>%XX</c> stands for each character that a file name cannot hold. Uuids as
/// programs make them stay as they are, so that TaskFlow for Python finds them, and different ones never get the same name.
/// </summary>
internal static class ItemFileName
{
    /// <summary>What the usual file systems take.</summary>
    public const int MaxBytes = 255;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Files that lie beside the links of an item; 'lock' is TaskFlow for Python's.
    private static readonly string[] _reserved = [DirectoryStore.ItemFile, DirectoryStore.OrderFile, "lock", ".", ".."];

    private static readonly SearchValues<char> _suspects =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '\x7f', '/', '\\', '%']);

    /// <summary>The name for a uuid; <see langword="null"/> if no file can be called so.</summary>
    public static string? Of(string uuid)
    {
        string name = Encode(uuid);
        try
        {
            return _strict.GetByteCount(name) <= MaxBytes ? name : null;
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The uuid that a name was made of.</summary>
    public static string Decode(string name)
    {
        if (!name.Contains('%', StringComparison.Ordinal))
        {
            return name;
        }

        var uuid = new StringBuilder(name.Length);
        for (int index = 0; index < name.Length; index++)
        {
            if (IsEscape(name, index))
            {
                uuid.Append((char)byte.Parse(name.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 2;
            }
            else
            {
                uuid.Append(name[index]);
            }
        }

        return uuid.ToString();
    }

    private static string Encode(string uuid)
    {
        bool reserved = _reserved.Contains(uuid, StringComparer.Ordinal);
        if (!reserved && uuid.AsSpan().IndexOfAny(_suspects) < 0)
        {
            return uuid;
        }

        var name = new StringBuilder(uuid.Length + 8);
        for (int index = 0; index < uuid.Length; index++)
        {
            char letter = uuid[index];

            // A percent sign stays, too, where nobody could take it for the beginning of an escape.
            if ((reserved && index == 0) || letter is < ' ' or '\x7f' or '/' or '\\' || (letter == '%' && IsEscape(uuid, index)))
            {
                name.Append('%').Append(((int)letter).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                name.Append(letter);
            }
        }

        return name.ToString();
    }

    private static bool IsEscape(string text, int index) =>
        text[index] == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]);
}
