using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>
/// Which grain is the engine of a flow. The factory's name is part of the key, so that whoever places the grain, also for a reminder
/// after a crash, knows which silos can run it without reading anything.
/// </summary>
internal static class EngineKeys
{
    private const char Mark = ':';

    /// <summary>The length of the factory's name, that, and the uuid: any text has its place in it.</summary>
    public static string Of(string factoryName, string flowUuid) =>
        GrainKeys.Of(string.Create(CultureInfo.InvariantCulture, $"{factoryName.Length}{Mark}{factoryName}{flowUuid}"));

    /// <summary>What a key was made of.</summary>
    public static (string FactoryName, string FlowUuid) Parse(string key)
    {
        string text = GrainKeys.ToUuid(key);
        int mark = text.IndexOf(Mark, StringComparison.Ordinal);
        int length = int.Parse(text.AsSpan(0, mark), NumberStyles.None, CultureInfo.InvariantCulture);
        return (text.Substring(mark + 1, length), text[(mark + 1 + length)..]);
    }
}
