using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Reads what the addresses of servers have in common.</summary>
internal static class ServerAddress
{
    /// <summary>A host and its port, if one is given.</summary>
    public static (string Host, int? Port) SplitPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']')
            ? (host.Trim('[', ']'), null)
            : (host[..colon].Trim('[', ']'), int.Parse(host.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    /// <exception cref="ArgumentException">It is not a duration.</exception>
    public static TimeSpan Duration(BackendAddress address, string option, TimeSpan otherwise) =>
        address.Options.TryGetValue(option, out string? text) ? DurationText.Parse($"option {option}", text) : otherwise;

    /// <exception cref="ArgumentException">It is not a whole number.</exception>
    public static int Number(BackendAddress address, string option, int otherwise)
    {
        if (!address.Options.TryGetValue(option, out string? text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"The option {option} is '{text}', which is not a whole number.");
    }
}
