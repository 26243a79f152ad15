using System.Globalization;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A reminder as a node: its name, which begins with the hash of its grain, and its data, which are JSON.</summary>
internal static class ReminderNode
{
    private const int HashDigits = 8;
    private const string Grain = "grain";
    private const string Name = "name";
    private const string Start = "start";
    private const string Period = "period";
    private const string Writer = "writer";

    /// <summary>The name of a reminder's node before it is encoded. No other reminder has the same one.</summary>
    public static string NameOf(GrainId grain, string reminder) => GrainPartOf(grain) + reminder;

    /// <summary>What the names of all of a grain's reminders begin with, and no others: the length says where the grain's id ends.</summary>
    public static string GrainPartOf(GrainId grain)
    {
        string id = grain.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{grain.GetUniformHashCode():x8}-{id.Length}-{id}-");
    }

    /// <summary>The hash of the grain that a node's reminder is of.</summary>
    public static uint HashIn(string node) => uint.Parse(node.AsSpan(0, HashDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The data of a node.</summary>
    /// <param name="entry">The reminder; its ETag is not looked at.</param>
    /// <param name="writer">Tells this write from every other: the reminder's new ETag.</param>
    public static byte[] Write(ReminderEntry entry, string writer)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString(Grain, entry.GrainId.ToString());
            json.WriteString(Name, entry.ReminderName);
            json.WriteString(Start, DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc));
            json.WriteString(Period, entry.Period.ToString("c", CultureInfo.InvariantCulture));
            // Last, where a write is looked for whose answer was lost.
            json.WriteString(Writer, writer);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidFormatException">The node is no reminder's.</exception>
    public static ReminderEntry Read(string node, NodeData data)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(data.Bytes);
            JsonElement reminder = json.RootElement;
            return new ReminderEntry
            {
                GrainId = GrainId.Parse(reminder.GetProperty(Grain).GetString()!, CultureInfo.InvariantCulture),
                ReminderName = reminder.GetProperty(Name).GetString()!,
                StartAt = reminder.GetProperty(Start).GetDateTime(),
                Period = TimeSpan.ParseExact(reminder.GetProperty(Period).GetString()!, "c", CultureInfo.InvariantCulture),
                ETag = reminder.GetProperty(Writer).GetString()!,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw ZooKeeperFailure.Damaged(node, error);
        }
    }
}
