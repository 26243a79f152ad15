using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Orleans.TaskFlow;

/// <summary>
/// Escapes only what JSON itself requires, so that text stays readable in the store, and refuses text that is not Unicode (half of
/// a surrogate pair), which would otherwise be stored as something else without a word.
/// </summary>
internal sealed unsafe class UnicodeOnlyEncoder : JavaScriptEncoder
{
    public static readonly UnicodeOnlyEncoder Instance = new();

    private static readonly JavaScriptEncoder _relaxed = UnsafeRelaxedJsonEscaping;

    private UnicodeOnlyEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => _relaxed.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => _relaxed.WillEncode(unicodeScalar);

    public override int FindFirstCharacterToEncode(char* text, int textLength) => _relaxed.FindFirstCharacterToEncode(text, textLength);

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => _relaxed.FindFirstCharacterToEncodeUtf8(utf8Text);

    public override OperationStatus EncodeUtf8(
        ReadOnlySpan<byte> utf8Source, Span<byte> utf8Destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock = true) =>
        _relaxed.EncodeUtf8(utf8Source, utf8Destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    /// <exception cref="ArgumentException">The text is not Unicode.</exception>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        // A real U+FFFD needs no escape, so this one stands for what could not be decoded.
        if (unicodeScalar == Rune.ReplacementChar.Value && !WillEncode(unicodeScalar))
        {
            throw new ArgumentException("it has text that is not Unicode: half of a surrogate pair.");
        }

        return _relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
    }
}
