using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// The name of an item's node: its uuid, in which <c>%XX</c> stands for each UTF-8 byte of the characters that a node's name cannot hold.
/// Uuids as programs make them stay as they are, so that TaskFlow for Python finds them, and different ones never get the same name.
/// </summary>
internal static class NodeName
{
    /// <summary>How long a name may be. ZooKeeper has no limit of its own but that of its packets.</summary>
    public const int MaxBytes = 4096;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name for a uuid; <see langword="null"/> if no node can be called so.</summary>
    public static string? Of(string uuid)
    {
        try
        {
            string name = Encode(uuid);
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

        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int length = 0;
        for (int index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] == '%' && index + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[index + 1]) && char.IsAsciiHexDigit((char)bytes[index + 2]))
            {
                bytes[length++] = byte.Parse(bytes.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                index += 2;
            }
            else
            {
                bytes[length++] = bytes[index];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static string Encode(string uuid)
    {
        if (uuid is not ("." or "..") && !uuid.Where((letter, index) => IsRefused(letter) || IsEscape(uuid, index)).Any())
        {
            return uuid;
        }

        var name = new StringBuilder(uuid.Length + 8);
        for (int index = 0; index < uuid.Length; index++)
        {
            bool dots = uuid is "." or ".." && index == 0;

            // A percent sign stays where nobody could take it for the beginning of an escape.
            if (!dots && !IsRefused(uuid[index]) && !IsEscape(uuid, index))
            {
                name.Append(uuid[index]);
                continue;
            }

            int length = char.IsHighSurrogate(uuid[index]) && index + 1 < uuid.Length ? 2 : 1;
            foreach (byte code in _strict.GetBytes(uuid.Substring(index, length)))
            {
                name.Append('%').Append(code.ToString("X2", CultureInfo.InvariantCulture));
            }

            index += length - 1;
        }

        return name.ToString();
    }

    // What ZooKeeper's servers and clients refuse in a name, and the slash.
    private static bool IsRefused(char letter) =>
        letter is '/' or <= '\u001f' or (>= '\u007f' and <= '\u009f') or (>= '\ud800' and <= '\uf8ff') or >= '\ufff0';

    private static bool IsEscape(string text, int index) =>
        text[index] == '%' && index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]);
}
