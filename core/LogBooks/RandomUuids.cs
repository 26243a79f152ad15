using System.Security.Cryptography;

namespace Orleans.TaskFlow;

/// <summary>Uuids for many new records: random ones (version 4), for which the system is asked once rather than once for each.</summary>
internal static class RandomUuids
{
    private const int Size = 16;

    public static IEnumerable<string> Take(int count)
    {
        byte[] random = RandomNumberGenerator.GetBytes(count * Size);
        for (int i = 0; i < count; i++)
        {
            yield return Text(random.AsSpan(i * Size, Size));
        }
    }

    private static string Text(Span<byte> random)
    {
        random[6] = (byte)((random[6] & 0x0F) | 0x40);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true).ToString();
    }
}
