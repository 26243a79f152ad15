using System.Globalization;
using System.Net;

namespace Orleans.TaskFlow;

/// <summary>Reads typed values out of one section. A bad value becomes a problem, and the default is returned in its place.</summary>
internal sealed class SettingsReader(IConfigurationSection section, SettingProblems problems)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public SettingsReader Inner(string key)
    {
        _known.Add(key);
        return new SettingsReader(section.GetSection(key), problems);
    }

    /// <summary>The whole key of a setting of this section.</summary>
    public string KeyOf(string key) => $"{section.Path}:{key}";

    /// <summary>The text of a setting, null if it is absent or blank.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        var value = section[key];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>Any number of texts: one, or several by number (<c>Key:0</c>, <c>Key:1</c>, ...), in the order of their numbers.</summary>
    public IReadOnlyList<string> Texts(string key, string allowed)
    {
        if (Text(key) is { } only)
        {
            return [only];
        }

        var texts = new List<string>();
        foreach (var child in section.GetSection(key).GetChildren())
        {
            if (string.IsNullOrWhiteSpace(child.Value))
            {
                problems.Add(child.Path, child.Value, allowed);
            }
            else
            {
                texts.Add(child.Value.Trim());
            }
        }

        return texts;
    }

    /// <summary>The name of a cluster or service.</summary>
    public string Name(string key, string byDefault) => OptionalName(key) ?? byDefault;

    /// <summary>A name that may be left out, null if it is.</summary>
    public string? OptionalName(string key)
    {
        const int longest = 150;
        var value = Text(key);
        if (value?.Length > longest || value?.Any(char.IsControl) == true)
        {
            problems.Add(KeyOf(key), value, $"A name of 1 to {longest} printable characters is needed.");
        }

        return value;
    }

    public int Port(string key, int byDefault) => Number(key, "TCP port", byDefault, lowest: 1, IPEndPoint.MaxPort);

    public int Number(string key, string what, int byDefault, int lowest, int highest)
    {
        return Text(key) is not { } value ? byDefault
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number
            : Refuse(key, value, $"A {what} is needed, {lowest} to {highest}.", byDefault);
    }

    public TimeSpan Duration(string key, TimeSpan byDefault, TimeSpan lowest, TimeSpan highest)
    {
        // A bare number is taken for days by TimeSpan, and for seconds by whoever writes it.
        return Text(key) is not { } value ? byDefault
            : value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var duration)
                && duration >= lowest && duration <= highest ? duration
            : Refuse(key, value, $"A duration is needed, hours:minutes:seconds, {lowest:c} to {highest:c}.", byDefault);
    }

    public IPAddress? Address(string key)
    {
        return Text(key) is not { } value ? null
            : IPAddress.TryParse(value, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address
            : Refuse<IPAddress?>(key, value, "An IP address is needed at which others reach this silo, not a host name and not 0.0.0.0.", null);
    }

    public T Choice<T>(string key, T byDefault)
        where T : struct, Enum
    {
        if (Text(key) is not { } value)
        {
            return byDefault;
        }

        foreach (var name in Enum.GetNames<T>())
        {
            if (name.Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse<T>(name);
            }
        }

        return Refuse(key, value, $"Allowed are {string.Join(", ", Enum.GetNames<T>())}.", byDefault);
    }

    /// <summary>
    /// Makes a problem of every setting that was not asked for: a misspelt key must not be a default in silence. Its value is not shown: it may be a
    /// connection string.
    /// </summary>
    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            problems.Add(child.Path, SettingProblem.NotShown, $"There is no such setting. In {section.Path} there are {string.Join(", ", _known)}.");
        }
    }

    public void Refuse(string key, string? value, string allowed) => problems.Add(KeyOf(key), value, allowed);

    private T Refuse<T>(string key, string value, string allowed, T byDefault)
    {
        Refuse(key, value, allowed);
        return byDefault;
    }
}
