using System.Text.RegularExpressions;

namespace Orleans.TaskFlow;

/// <summary>The parts of a backend's name or URI. Errors never repeat the text: it may hold a password in an unexpected place.</summary>
internal sealed partial record BackendUri(
    string Name, string? User, string? Password, string? Host, string? Path, IReadOnlyDictionary<string, string> Options)
{
    private const string Shape = "name, or name://user:password@host:port/path?option=value, such as sqlite:///flows.db";

    private static readonly Dictionary<string, string> _noOptions = [];

    public static BackendUri Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"The text is not a backend's name or URI, which is written as {Shape}: "
                + "it does not begin with a name of letters, digits, '.', '-' and '_'.");
        }

        name = name.Split('+', 2)[0];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        if (rest.Length == 0)
        {
            return new BackendUri(name, null, null, null, null, _noOptions);
        }

        Match parts = PartsAfterName().Match(rest);
        string host = parts.Groups["host"].Value;
        if (!parts.Success || !HostsAreWellFormed(host) || (host.Length > 0 && rest.LastIndexOf('@') > parts.Groups["host"].Index))
        {
            throw new ArgumentException(
                $"The URI of the backend '{name}' is not written as {Shape}. In a user or password, "
                + "'@', '/', '?' and ':' are written as %40, %2F, %3F and %3A; '@' is so after a host, too.");
        }

        return new BackendUri(
            name,
            Decoded(parts.Groups["user"]),
            Decoded(parts.Groups["password"]),
            Part(parts.Groups["host"]),
            Part(parts.Groups["path"]),
            OptionsIn(name, parts.Groups["options"].Value));
    }

    /// <summary>Whether a backend can be called so; what follows a plus is not part of its own name.</summary>
    public static bool IsName(string name) => NameShape().IsMatch(name);

    /// <summary>No part of a URI but its name is fit to be shown without a look at it.</summary>
    public override string ToString() => Name;

    private static bool HostsAreWellFormed(string hosts) => hosts.Length == 0 || hosts.Split(',').All(host => HostShape().IsMatch(host));

    private static string? Part(Group group) => group.Length == 0 ? null : group.Value;

    private static string? Decoded(Group group) => group.Success ? Uri.UnescapeDataString(group.Value) : null;

    private static Dictionary<string, string> OptionsIn(string name, string query)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new ArgumentException(
                    $"Option {options.Count + 1} in the URI of the backend '{name}' is not written as option=value.");
            }

            string option = Uri.UnescapeDataString(pair[..equals]);
            if (!options.TryAdd(option, Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '))))
            {
                throw new ArgumentException($"The option '{option}' in the URI of the backend '{name}' is given twice: leave out one.");
            }
        }

        return options;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]*(\+[A-Za-z0-9._-]*)?\z")]
    private static partial Regex NameShape();

    [GeneratedRegex(
        @"^//((?<user>[^:/?@]*)(:(?<password>[^:/?@]*))?@)?(?<host>[^/?@]*)(/(?<path>[^?]*))?(\?(?<options>.*))?\z",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex PartsAfterName();

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(:[0-9]{1,5})?\z")]
    private static partial Regex HostShape();
}
