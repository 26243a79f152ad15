using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A time in UTC as the reference marshals it: an object with a number each for the year, the month and so on.</summary>
internal static class MarshalledTime
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTime? time)
    {
        if (time is not { } when)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("day"u8, when.Day);
        writer.WriteNumber("month"u8, when.Month);
        writer.WriteNumber("year"u8, when.Year);
        writer.WriteNumber("hour"u8, when.Hour);
        writer.WriteNumber("minute"u8, when.Minute);
        writer.WriteNumber("second"u8, when.Second);
        writer.WriteNumber("microsecond"u8, (when.Millisecond * 1000) + when.Microsecond);
        writer.WriteEndObject();
    }

    /// <exception cref="InvalidFormatException">It is neither null nor a time.</exception>
    public static DateTime? Read(Document document)
    {
        if (document.IsNull)
        {
            return null;
        }

        int Part(string name) => document.Members.GetValueOrDefault(name, Document.Null).To<int>();
        try
        {
            return new DateTime(
                Part("year"), Part("month"), Part("day"), Part("hour"), Part("minute"), Part("second"), DateTimeKind.Utc)
                .AddMicroseconds(Part("microsecond"));
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidFormatException($"{document} is not a time.", error);
        }
    }
}
